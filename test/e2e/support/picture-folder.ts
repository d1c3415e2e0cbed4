import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const formats = ['png', 'jpg', 'webp', 'gif', 'avif'] as const;

/** Colours by which the classes of the test's folder are told apart, and what else is in it. */
export const colourClasses = { 'deep red': [200, 30, 40], leaf: [40, 160, 60], sky: [60, 90, 220] } as const;
export const perClass = 24;
/** Files that are no use: an empty one, one that is cut off, a text. */
export const unusable = 3;

type Colour = readonly [number, number, number];

/** A picture of one colour, with a square of its own somewhere, so that no two are alike. */
function picture(colour: Colour, seed: number): Sharp {
  const [width, height] = [60 + (seed % 5) * 8, 52];
  const noise = Buffer.alloc(width * height * 3);
  for (let i = 0, state = seed * 7919 + 1; i < noise.length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    noise[i] = Math.max(0, Math.min(255, colour[i % 3]! + (state >>> 26) - 32));
  }
  const light = { r: 240 - seed * 3, g: 235, b: 200 + seed };
  const square = { create: { width: 18, height: 12 + (seed % 9), channels: 3 as const, background: light } };
  return sharp(noise, { raw: { width, height, channels: 3 } }).composite([
    { input: square, left: (seed * 11) % (width - 18), top: (seed * 5) % 30 },
  ]);
}

/** 24-bit BMP, which sharp doesn't write. */
async function bmpOf(image: Sharp): Promise<Buffer> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const row = Math.ceil((info.width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + row * info.height);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(info.width, 18);
  file.writeInt32LE(info.height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++)
      for (let channel = 0; channel < 3; channel++)
        file[54 + (info.height - 1 - y) * row + x * 3 + channel] =
          data[(y * info.width + x) * 3 + 2 - channel]!;
  return file;
}

/** A folder as people have them: a folder for each class, files of every kind, one of them turned by EXIF, and some of no use. */
export async function makePictureFolder(folder: string): Promise<void> {
  for (const [label, [name, colour]] of Object.entries(colourClasses).entries()) {
    await mkdir(join(folder, name), { recursive: true });
    for (let i = 0; i < perClass; i++) {
      const image = picture(colour, label * perClass + i);
      const format = formats[i % formats.length]!;
      const path = join(folder, name, `picture ${i}.${i === 9 ? 'bmp' : format}`);
      if (i === 9) await writeFile(path, await bmpOf(image));
      else if (i === 6)
        await image
          .jpeg()
          .withMetadata({ orientation: 6 })
          .toFile(path.replace(/\.\w+$/, '.jpg'));
      else await image.toFile(path);
    }
  }
  const whole = await picture(colourClasses.sky, 999).jpeg().toBuffer();
  await writeFile(join(folder, 'sky', 'cut off.jpg'), whole.subarray(0, 200));
  await writeFile(join(folder, 'sky', 'empty.png'), '');
  await writeFile(join(folder, 'leaf', 'notes.txt'), 'not a picture');
}

/** Two classes of photos of 1,200 × 1,600, lying on their side in the file: a dark square, half as high as they are, on white. */
export async function makeTurnedPhotos(folder: string): Promise<void> {
  for (const [label, name] of ['night', 'soot'].entries()) {
    await mkdir(join(folder, name), { recursive: true });
    for (let i = 0; i < 12; i++) {
      const background = { r: 10 + i, g: 10 + label * 20, b: 30 };
      const square = { create: { width: 800, height: 800, channels: 3 as const, background } };
      await sharp({ create: { width: 1600, height: 1200, channels: 3, background: 'white' } })
        .composite([{ input: square, left: 400, top: 200 }])
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toFile(join(folder, name, `${i}.jpg`));
    }
  }
}
