import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureBytes, type DataSetPictures } from '../../domain/data-set';
import { inMemory } from '../../domain/picture-source';
import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';
import { checkContent } from './check-content';
import { dataFiles, fashionMnist, type DataFile, type DatasetFiles } from './fashion-mnist';
import { imagesHeaderBytes, labelsHeaderBytes, parseImages, parseLabels } from './idx';

/**
 * The data set of an installed folder. Throws WardrobeError: 'not-ready' when a file is absent, 'checksum' with the name of
 * one whose SHA-256 is wrong, 'corrupt' with the name of one that can't be read or is no IDX file of the right size.
 */
export async function readDataset(folder: string, files: DatasetFiles = dataFiles): Promise<DataSetPictures> {
  const [trainPixels, trainLabels, testPixels, testLabels] = await Promise.all([
    readBytes(folder, files.trainImages),
    readBytes(folder, files.trainLabels),
    readBytes(folder, files.testImages),
    readBytes(folder, files.testLabels),
  ]);
  const { shape, classes } = fashionMnist;
  const bytes = pictureBytes(shape);
  const dataset = {
    dataSet: fashionMnist,
    train: {
      pictures: inMemory(
        parseImages(trainPixels, picturesIn(files.trainImages), shape, files.trainImages.name),
        bytes,
      ),
      labels: parseLabels(trainLabels, labelsIn(files.trainLabels), classes.length, files.trainLabels.name),
    },
    test: {
      pictures: inMemory(
        parseImages(testPixels, picturesIn(files.testImages), shape, files.testImages.name),
        bytes,
      ),
      labels: parseLabels(testLabels, labelsIn(files.testLabels), classes.length, files.testLabels.name),
    },
  };
  await checkContent(trainPixels, files.trainImages);
  await checkContent(trainLabels, files.trainLabels);
  await checkContent(testPixels, files.testImages);
  await checkContent(testLabels, files.testLabels);
  return dataset;
}

/** Whether all four files are in `folder`; what is in them is for `readDataset` to see. */
export async function isDatasetThere(folder: string, files: DatasetFiles = dataFiles): Promise<boolean> {
  try {
    await Promise.all(Object.values(files).map(({ name }) => access(join(folder, name))));
    return true;
  } catch {
    return false;
  }
}

const picturesIn = (file: DataFile): number =>
  (file.bytes - imagesHeaderBytes) / pictureBytes(fashionMnist.shape);
const labelsIn = (file: DataFile): number => file.bytes - labelsHeaderBytes;

async function readBytes(folder: string, file: DataFile): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, file.name));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error)))
      throw new WardrobeError(
        'not-ready',
        `The data set is not here yet: ${file.name} is missing.`,
        'Get the data set first.',
        {
          cause: error,
        },
      );
    throw new WardrobeError(
      'corrupt',
      `${file.name} can't be read: ${error instanceof Error ? error.message : String(error)}`,
      'Check the disk and the rights of the folder, or get the data set again.',
      { cause: error },
    );
  }
}
