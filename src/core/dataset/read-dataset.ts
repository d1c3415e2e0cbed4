import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '../errors';
import { errorCode } from '../files/disk-error';
import type { LabelledPictures } from '../training/engine';
import { dataFiles, imageBytes, type DataFile, type DatasetFiles } from './fashion-mnist';
import { imagesHeaderBytes, labelsHeaderBytes, parseImages, parseLabels } from './idx';

export interface Dataset {
  train: LabelledPictures;
  test: LabelledPictures;
}

/**
 * The data set of an installed folder. Checks headers, sizes and labels, not the SHA-256, which `getDataset` does.
 * Throws WardrobeError: 'not-ready' when a file is absent, 'corrupt' with the file's name otherwise.
 */
export async function readDataset(folder: string, files: DatasetFiles = dataFiles): Promise<Dataset> {
  const [trainPixels, trainLabels, testPixels, testLabels] = await Promise.all([
    readBytes(folder, files.trainImages),
    readBytes(folder, files.trainLabels),
    readBytes(folder, files.testImages),
    readBytes(folder, files.testLabels),
  ]);
  return {
    train: {
      pixels: parseImages(trainPixels, pictureCount(files.trainImages), files.trainImages.name),
      labels: parseLabels(trainLabels, labelCount(files.trainLabels), files.trainLabels.name),
    },
    test: {
      pixels: parseImages(testPixels, pictureCount(files.testImages), files.testImages.name),
      labels: parseLabels(testLabels, labelCount(files.testLabels), files.testLabels.name),
    },
  };
}

/** Test pictures and labels alone: 8 MB instead of 55. Throws as `readDataset` does. */
export async function readTestPictures(
  folder: string,
  files: DatasetFiles = dataFiles,
): Promise<LabelledPictures> {
  const [pixels, labels] = await Promise.all([
    readBytes(folder, files.testImages),
    readBytes(folder, files.testLabels),
  ]);
  return {
    pixels: parseImages(pixels, pictureCount(files.testImages), files.testImages.name),
    labels: parseLabels(labels, labelCount(files.testLabels), files.testLabels.name),
  };
}

const pictureCount = (file: DataFile): number => (file.bytes - imagesHeaderBytes) / imageBytes;
const labelCount = (file: DataFile): number => file.bytes - labelsHeaderBytes;

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
