/** `LayersModel.fit` of TensorFlow.js on its native addon, as its users write it. */
import { readDataset } from '../../src/core/data/fashion-mnist/read-dataset';
import { loadTensorflow, type LoadedTensorflow } from '../../src/core/tensorflow/library/load-tensorflow';
import { parseArguments, report, reportDone } from './peer';

type Tfjs = LoadedTensorflow['tf'];

const { data, model: name, batch, epochs } = parseArguments();
const { train } = await readDataset(data);
const { tf, version } = await loadTensorflow();
report('ready', { library: `TensorFlow.js ${tf.version.tfjs}, TensorFlow ${version}` });

const count = train.labels.length;
const pictures = tf.tidy(() =>
  tf.tensor4d(train.pictures.inMemory!, [count, 28, 28, 1], 'int32').toFloat().div(255),
);
const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(Int32Array.from(train.labels), 'int32'), 10).toFloat());
const model = build(tf, name);
model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

const started = performance.now();
const warmUp = 2 * batch + (count % batch);
const first = [pictures.slice(0, warmUp), labels.slice(0, warmUp)] as const;
await model.fit(...first, { batchSize: batch, verbose: 0 });
tf.dispose([...first]);
report('compile', { seconds: (performance.now() - started) / 1000 });

let begun = 0;
await model.fit(pictures, labels, {
  batchSize: batch,
  epochs,
  verbose: 0,
  callbacks: {
    onEpochBegin: () => {
      begun = performance.now();
    },
    onEpochEnd: (_epoch, logs) => {
      const seconds = (performance.now() - begun) / 1000;
      report('epoch', { seconds, loss: logs?.loss, accuracy: logs?.acc });
    },
  },
});
reportDone();

function build({ layers, sequential }: Tfjs, model: string) {
  const dense = [
    layers.dense({ units: 128, activation: 'relu' }),
    layers.dense({ units: 10, activation: 'softmax' }),
  ];
  const inputShape = [28, 28, 1];
  if (model === 'classic') return sequential({ layers: [layers.flatten({ inputShape }), ...dense] });
  return sequential({
    layers: [
      layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      ...dense,
    ],
  });
}
