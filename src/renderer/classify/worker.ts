// First: layers' schemas are made as they are imported.
import '../zod-without-eval';
import type { PictureShape } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import { preparePicture } from '#core/image/prepare-picture';
import { createClassifier, type Classifier } from '#core/inference/classifier';
import { unpackTensors } from '#core/inference/unpack-tensors';
import { decodeFile, drawBitmap, pixelsOf, thumbnailOf } from './decode-picture';
import type { Answer, Model, ReplyMessage, Source, Task, TaskMessage } from './worker-messages';

/** Decodes, prepares and classifies pictures away from the window's own thread. PictureWorker is the other end. */
let current: { key: string; classifier: Classifier; shape: PictureShape } | undefined;

function load({ key, plan, tensors, weights, dataSet }: Model): null {
  const classifier = createClassifier(plan, unpackTensors(tensors, weights), dataSet);
  current = { key, classifier, shape: dataSet.shape };
  return null;
}

async function classify(source: Source): Promise<Answer> {
  if (!current) throw new WardrobeError('not-ready', 'No model is loaded.', 'Choose a trained run.');
  const { key, classifier, shape } = current;
  if (source.kind === 'prepared') {
    return {
      modelKey: key,
      pixels: source.pixels,
      probabilities: classifier.classify(source.pixels),
      thumbnail: null,
    };
  }
  const canvas = drawBitmap(source.kind === 'file' ? await decodeFile(source.file) : source.bitmap);
  const pixels = preparePicture(pixelsOf(canvas), canvas.width, canvas.height, shape);
  return {
    modelKey: key,
    pixels,
    probabilities: classifier.classify(pixels),
    thumbnail: await thumbnailOf(canvas),
  };
}

async function answer(task: Task): Promise<Answer | null> {
  return task.type === 'load' ? load(task.model) : classify(task.source);
}

self.onmessage = async ({ data }: MessageEvent<TaskMessage>) => {
  let reply: ReplyMessage;
  try {
    reply = { id: data.id, ok: true, answer: await answer(data) };
  } catch (error) {
    reply = { id: data.id, ok: false, error: toErrorInfo(error) };
  }
  self.postMessage(reply);
};
