import type { DataSet } from '#core/domain/data-set';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { z } from 'zod';
import type { importsContract } from '#shared/contracts/imports';

export interface CapturedPicture {
  id: number;
  /** Bytes as the set will hold them. */
  pixels: Uint8Array;
}

export interface CapturedClass {
  id: number;
  name: string;
  /** In the order in which they were taken. */
  pictures: readonly CapturedPicture[];
}

/** What a picture becomes as it is taken: the middle of what the camera sees, small enough to train on within seconds. */
export const capturedAs = {
  shape: { height: 64, width: 64, channels: 3 },
  preparation: 'middle',
} as const satisfies Pick<DataSet, 'shape' | 'preparation'>;

/** Fewer of a class than `picturesPerClass` teach a model nothing; more than `pictures` in all are a job for files. */
export const captureLimits = { classes: 2, picturesPerClass: 10, pictures: 10_000, nameLength: 80 };

/** What was taken out last, and how it comes back. */
export interface Removed {
  words: string;
  putBack(): void;
}

type Captured = z.input<typeof importsContract.commands.captured.input>;
/** Makes the set; resolves to its id, among other things. */
type Make = (captured: Captured) => Promise<{ id: string }>;

/** A data set on its way from the webcam: it outlives the page, so that people may walk about in between. */
export class CaptureState {
  classes = $state.raw<readonly CapturedClass[]>([]);
  /** The class that pictures are taken of, or were last. */
  activeId = $state<number | null>(null);
  making = $state(false);
  error = $state.raw<ErrorInfo | null>(null);
  removed = $state.raw<Removed | null>(null);
  /** Pictures of all classes. */
  count = $derived(this.classes.reduce((sum, { pictures }) => sum + pictures.length, 0));
  full = $derived(this.count >= captureLimits.pictures);
  active = $derived(this.classes.find(({ id }) => id === this.activeId) ?? this.classes[0] ?? null);
  /** Why the set can't be made yet, in words; null when it can. */
  missing: string | null = $derived(whatIsMissing(this.classes));
  #nextId = 1;

  constructor() {
    this.#startOver();
  }

  addClass(): void {
    const id = this.#nextId++;
    this.classes = [...this.classes, { id, name: this.#newName(), pictures: [] }];
    this.activeId = id;
  }

  /** An empty name is not taken. */
  rename(id: number, name: string): void {
    const trimmed = name.trim().slice(0, captureLimits.nameLength);
    if (trimmed) this.#change(id, (one) => ({ ...one, name: trimmed }));
  }

  /** Takes a picture into a class. False when there is no room for more. */
  take(id: number, pixels: Uint8Array): boolean {
    this.activeId = id;
    if (this.full || this.making) return false;
    const picture = { id: this.#nextId++, pixels };
    this.#change(id, (one) => ({ ...one, pictures: [...one.pictures, picture] }));
    return true;
  }

  removePicture(classId: number, pictureId: number): void {
    const before = this.classes.find(({ id }) => id === classId);
    const index = before?.pictures.findIndex(({ id }) => id === pictureId) ?? -1;
    const picture = before?.pictures[index];
    if (!before || !picture) return;
    this.#change(classId, (one) => ({ ...one, pictures: one.pictures.toSpliced(index, 1) }));
    this.removed = {
      words: `A picture of ${before.name} is gone.`,
      putBack: () =>
        this.#change(classId, (one) => ({ ...one, pictures: one.pictures.toSpliced(index, 0, picture) })),
    };
  }

  removeClass(id: number): void {
    const index = this.classes.findIndex((one) => one.id === id);
    const one = this.classes[index];
    if (!one) return;
    this.classes = this.classes.toSpliced(index, 1);
    this.removed = {
      words: `${one.name} is gone, with ${one.pictures.length === 1 ? 'its picture' : `its ${one.pictures.length} pictures`}.`,
      putBack: () => (this.classes = this.classes.toSpliced(index, 0, one)),
    };
    if (one.pictures.length === 0) this.removed = null;
  }

  putBack(): void {
    this.removed?.putBack();
    this.removed = null;
  }

  /** Makes the set. Its id, when that worked; else `error` says why, and nothing is lost. */
  async make(captured: Make): Promise<string | null> {
    if (this.missing !== null || this.making) return null;
    this.making = true;
    this.error = null;
    const filled = this.classes.filter(({ pictures }) => pictures.length > 0);
    try {
      const { id } = await captured({
        options: { name: nameOfSet(filled), ...capturedAs, testFraction: 0, seed: 1 },
        classes: filled.map(({ name, pictures }) => ({ name, pixels: joined(pictures) })),
      });
      this.#startOver();
      return id;
    } catch (error) {
      this.error = toErrorInfo(error);
      return null;
    } finally {
      this.making = false;
    }
  }

  /** Throws all pictures away. */
  discard(): void {
    this.#startOver();
  }

  #startOver(): void {
    this.classes = [];
    for (let i = 0; i < captureLimits.classes; i++) this.addClass();
    this.activeId = this.classes[0]?.id ?? null;
    this.removed = null;
    this.error = null;
  }

  #newName(): string {
    const taken = this.classes.map(({ name }) => name);
    for (let number = taken.length + 1; ; number++)
      if (!taken.includes(`Class ${number}`)) return `Class ${number}`;
  }

  #change(id: number, change: (one: CapturedClass) => CapturedClass): void {
    this.classes = this.classes.map((one) => (one.id === id ? change(one) : one));
  }
}

function whatIsMissing(classes: readonly CapturedClass[]): string | null {
  const { classes: fewest, picturesPerClass } = captureLimits;
  const begun = classes.filter(({ pictures }) => pictures.length > 0);
  const twice = classes.find((one, index) => classes.findIndex(({ name }) => name === one.name) < index);
  if (twice) return `Two classes are called ${twice.name}: give one of them another name.`;
  const short = begun.find(({ pictures }) => pictures.length < picturesPerClass);
  if (short)
    return `${short.name} has ${short.pictures.length} of the ${picturesPerClass} pictures that it needs.`;
  if (begun.length >= fewest) return null;
  return `It takes ${fewest} classes with ${picturesPerClass} pictures each.`;
}

/** "Mug, pen and phone", or "Mug, pen and 3 more". */
function nameOfSet(classes: readonly CapturedClass[]): string {
  const names = classes.map(({ name }) => name);
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  const words = `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return words.length > captureLimits.nameLength ? 'From the webcam' : words;
}

function joined(pictures: readonly CapturedPicture[]): Uint8Array {
  const size = pictures[0]?.pixels.length ?? 0;
  const all = new Uint8Array(size * pictures.length);
  pictures.forEach(({ pixels }, index) => all.set(pixels, index * size));
  return all;
}

export const captureState = new CaptureState();
