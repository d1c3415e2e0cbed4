/** A decoded picture: [height × width × 4] bytes, red, green, blue and alpha (not premultiplied). */
export interface RgbaPicture {
  rgba: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
