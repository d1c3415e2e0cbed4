import { open, writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';

export interface FilmSize {
  width: number;
  height: number;
  /** Frames a second. */
  rate: number;
}

/**
 * Writes a film of one still picture, in the middle of a light wall, to `file`, and gives the arguments with which
 * Chromium shows it in place of a camera.
 */
export async function fakeCamera(file: string, picture: Buffer): Promise<string[]> {
  const size = { width: 640, height: 360, rate: 20 };
  const white = { r: 255, g: 255, b: 255 };
  const frame = sharp(picture).resize(size.width, size.height, { fit: 'contain', background: white });
  return fakeFilm(file, size, [frame]);
}

/** The same with a film of several frames of that size, which begins anew when it has ended. */
export async function fakeFilm(file: string, size: FilmSize, frames: Iterable<Sharp>): Promise<string[]> {
  const { width, height, rate } = size;
  await writeFile(file, `YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  const film = await open(file, 'a');
  try {
    for (const frame of frames) {
      const rgb = await frame.toColourspace('srgb').removeAlpha().raw().toBuffer();
      await film.write(Buffer.concat([Buffer.from('FRAME\n'), toYuv420(rgb, width, height)]));
    }
  } finally {
    await film.close();
  }
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** By BT.601; a colour for every four pixels, of the first of them. */
function toYuv420(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const pixels = width * height;
  const yuv = new Uint8ClampedArray(pixels * 1.5);
  for (let pixel = 0, colour = pixels; pixel < pixels; pixel++) {
    const [red, green, blue] = [rgb[pixel * 3]!, rgb[pixel * 3 + 1]!, rgb[pixel * 3 + 2]!];
    yuv[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue;
    if (pixel % 2 || Math.floor(pixel / width) % 2) continue;
    yuv[colour + pixels / 4] = 128 + 0.5 * red - 0.4187 * green - 0.0813 * blue;
    yuv[colour++] = 128 - 0.1687 * red - 0.3313 * green + 0.5 * blue;
  }
  return new Uint8Array(yuv.buffer);
}
