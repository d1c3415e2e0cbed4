import { pictureLimits } from '../../../image/read-header';
import type { FileSet, Looking } from '../files/file-set';
import type { ImportSource } from '../import-types';
import { proposeName } from '../proposal/propose-name';
import { proposeSide, sampleSizes } from '../proposal/propose-shape';
import { arrangeClasses } from './arrange-classes';

/** Files in a folder per class as a source. Throws WardrobeError: 'bad-input' where there are no classes, 'cancelled'. */
export async function classFolders(
  files: FileSet,
  origin: string,
  { signal }: Looking,
): Promise<ImportSource> {
  const { classes, pictures, files: fileOf, refused, notes } = arrangeClasses(files.names, origin);
  const size = proposeSide(await sampleSizes(files, fileOf, signal));
  return {
    kind: files.kind === 'zip' ? 'zip' : 'folder',
    origin,
    classes,
    pictures,
    refused: [...files.refused, ...refused],
    notes,
    proposal: {
      name: proposeName(origin),
      shape: { ...size, channels: 3 },
      preparation: 'whole',
      testFraction: pictures.some(({ part }) => part === 'test') ? 0 : 0.2,
    },
    pixelShape: null,
    read: (index) => files.read(fileOf[index] ?? -1, pictureLimits.fileBytes),
    close: () => files.close(),
  };
}
