// @ts-check
/** Pictures to import: Fashion-MNIST as PNG files, and photos of 12 megapixels. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/**
 * Writes `<part>/<n> <class>/<number>.png` for each picture of a set, as an importer finds them.
 * @param {string} folder
 * @param {{ part: string, pixels: Uint8Array, labels: ArrayLike<number> }[]} parts
 * @param {readonly string[]} classes
 * @param {{ width: number, height: number }} shape
 */
export async function writePngs(folder, parts, classes, { width, height }) {
  const bytes = width * height;
  for (const { part, pixels, labels } of parts) {
    const folders = classes.map((name, n) => join(folder, part, `${n} ${name.replaceAll('/', ' or ')}`));
    for (const one of folders) await mkdir(one, { recursive: true });
    const writeFrom = async (/** @type {number} */ first) => {
      for (let i = first; i < labels.length; i += 8) {
        const raw = { width, height, channels: /** @type {1} */ (1) };
        const file = await sharp(pixels.subarray(i * bytes, (i + 1) * bytes), { raw })
          .png({ compressionLevel: 1 })
          .toBuffer();
        await writeFile(join(folders[labels[i] ?? 0] ?? folder, `${i}.png`), file);
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(writeFrom));
  }
}

/**
 * Writes JPEG photos in two classes; each has shapes and noise of its own.
 * @param {string} folder
 * @param {number} count
 */
export async function writePhotos(folder, count) {
  const [width, height] = [4000, 3000];
  for (const name of ['day', 'night']) await mkdir(join(folder, name), { recursive: true });
  for (let i = 0; i < count; i++) {
    const noise = { type: /** @type {'gaussian'} */ ('gaussian'), mean: i % 2 ? 60 : 190, sigma: 40 };
    const ground = await sharp({
      create: { width: 500, height: 375, channels: 3, background: '#888', noise },
    })
      .png()
      .toBuffer();
    const block = {
      create: {
        width: 200 + ((i * 977) % 2000),
        height: 200 + ((i * 1499) % 1500),
        channels: /** @type {3} */ (3),
        background: `hsl(${(i * 47) % 360}, 70%, 50%)`,
      },
    };
    await sharp(
      await sharp(ground)
        .resize(width, height)
        .composite([{ input: block, left: (i * 331) % 1500, top: (i * 613) % 1000 }])
        .raw()
        .toBuffer(),
      { raw: { width, height, channels: 3 } },
    )
      .jpeg({ quality: 88 })
      .toFile(join(folder, i % 2 ? 'night' : 'day', `${i}.jpg`));
  }
}
