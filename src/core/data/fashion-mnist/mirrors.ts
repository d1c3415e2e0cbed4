/**
 * Where Fashion-MNIST is published: the authors' bucket, the copy that TensorFlow's own loader takes, the authors'
 * repository. A file is `<mirror>/<name>.gz`.
 */
export const upstreamMirrors: readonly string[] = [
  'https://fashion-mnist.s3.eu-central-1.amazonaws.com',
  'https://storage.googleapis.com/tensorflow/tf-keras-datasets',
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion',
];

/** Sizes of the published .gz files, to tell how much is to come before a server has said so. */
export const publishedBytes: Readonly<Record<string, number>> = {
  'train-images-idx3-ubyte': 26_421_880,
  'train-labels-idx1-ubyte': 29_515,
  't10k-images-idx3-ubyte': 4_422_102,
  't10k-labels-idx1-ubyte': 5_148,
};
