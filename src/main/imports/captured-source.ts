import type { ImportOptions, ImportSource, SourcePicture } from '#core/data/import/import-types';
import { splitByTime } from '#core/data/import/split-by-time';
import { pictureBytes } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';

/**
 * Pictures that are there already, [pictures × bytes of a picture] of each class in the order taken, as a source; its test part
 * is what was taken last. Throws 'bad-input'.
 */
export function capturedSource(
  options: ImportOptions,
  classes: readonly { name: string; pixels: Uint8Array }[],
): ImportSource {
  const size = pictureBytes(options.shape);
  const pixels: Uint8Array[] = [];
  const pictures: SourcePicture[] = [];
  classes.forEach((one, label) => {
    if (one.pixels.length === 0 || one.pixels.length % size > 0)
      throw new WardrobeError(
        'bad-input',
        `${one.name} holds no whole pictures.`,
        'Take some pictures of it.',
      );
    for (const [index, part] of splitByTime(one.pixels.length / size).entries()) {
      if (part === null) continue;
      pictures.push({ name: `${one.name}/${index + 1}`, label, part });
      pixels.push(one.pixels.subarray(index * size, (index + 1) * size));
    }
  });
  return {
    kind: 'webcam',
    origin: 'webcam',
    classes: classes.map(({ name }) => name),
    pictures,
    refused: [],
    notes: [],
    proposal: options,
    pixelShape: options.shape,
    read: (index) => Promise.resolve(pixels[index]!),
    close: () => Promise.resolve(),
  };
}
