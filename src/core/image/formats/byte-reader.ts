/** Thrown where the bytes at hand end before the header does. */
export class HeaderEnds extends Error {}

/** Reads numbers and letters from the start of a file; past its end it throws HeaderEnds. */
export class ByteReader {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(at: number): number {
    const value = this.#bytes[at];
    if (value === undefined) throw new HeaderEnds();
    return value;
  }

  /** `count` bytes as an unsigned number, most significant first. */
  big(at: number, count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 256 + this.byte(at + i);
    return value;
  }

  /** `count` bytes as an unsigned number, least significant first. */
  little(at: number, count: number): number {
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = value * 256 + this.byte(at + i);
    return value;
  }

  /** Whether these letters (one byte each) stand at `at`; false where the bytes end. */
  says(at: number, letters: string): boolean {
    for (let i = 0; i < letters.length; i++) {
      if (this.#bytes[at + i] !== letters.charCodeAt(i)) return false;
    }
    return true;
  }
}
