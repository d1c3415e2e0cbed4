import type { DataSet } from '../../domain/data-set';

export interface DataFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** SHA-256 is that of the decompressed IDX file. */
export const dataFiles = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
} as const satisfies Record<string, DataFile>;

/** The four files of a set in this format, by what they hold. */
export type DatasetFiles = Readonly<Record<keyof typeof dataFiles, DataFile>>;

/** All that Wardrobe knows of Fashion-MNIST (arXiv 1708.07747). */
export const fashionMnist: DataSet = {
  id: 'fashion-mnist',
  name: 'Fashion-MNIST',
  version: '1',
  classes: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  shape: { height: 28, width: 28, channels: 1 },
  parts: { train: Array<number>(10).fill(6000), test: Array<number>(10).fill(1000) },
  preparation: 'product-photo',
  words: {
    pictures: 'pictures of clothing',
    thing: 'piece of clothing',
    things: 'clothes',
    about:
      'Fashion-MNIST is 70,000 small pictures of clothing in ten classes, from T-shirts to ankle boots, each labelled by hand.',
  },
  references: {
    easilyReached: 0.87,
    believable: 0.97,
    landmarks: [
      { name: 'people', percent: 83.5, about: 'People without expertise, on 1,000 pictures' },
      { name: 'first lesson', percent: 87, about: 'The classic model after 5 epochs' },
      {
        name: 'best classical',
        percent: 89.7,
        about: 'The best classical method on raw pixels, a support vector machine',
      },
      { name: 'best known', percent: 96.9, about: 'The best reported and believed, a fine-tuned DARTS' },
    ],
    scale: { from: 82, to: 98 },
  },
  provenance: 'Zalando Research, arXiv 1708.07747',
  licence: 'MIT',
  fingerprint: {
    trainImages: dataFiles.trainImages.sha256,
    trainLabels: dataFiles.trainLabels.sha256,
    testImages: dataFiles.testImages.sha256,
    testLabels: dataFiles.testLabels.sha256,
  },
};
