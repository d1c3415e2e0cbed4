// First: layers' schemas are made as they are imported.
import '../zod-without-eval';
import type { DataSet } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import { prepareFor } from '#core/image/prepare-for';
import { createClassifier, type Classifier } from '#core/inference/classifier';
import { unpackTensors } from '#core/inference/unpack-tensors';
import { copyOf, decodeFile, drawUpright, pixelsOf, thumbnailOf, upright } from './decode-picture';
import type { Answer, Model, ReplyMessage, Source, Task, TaskMessage } from './worker-messages';

/** Decodes, prepares and classifies pictures away from the window's own thread. PictureWorker is the other end. */
let current: { key: string; classifier: Classifier; dataSet: DataSet } | undefined;

function load({ key, plan, tensors, weights, dataSet }: Model): null {
  const classifier = createClassifier(plan, unpackTensors(tensors, weights), dataSet);
  current = { key, classifier, dataSet };
  return null;
}

async function classify(source: Source): Promise<Answer> {
  if (!current) throw new WardrobeError('not-ready', 'No model is loaded.', 'Choose a trained run.');
  const { key, classifier, dataSet } = current;
  const judged = (pixels: Uint8Array): Answer => ({
    modelKey: key,
    pixels,
    probabilities: classifier.classify(pixels),
    thumbnail: null,
    copy: null,
  });
  if (source.kind === 'prepared') return judged(source.pixels);
  const canvas = drawUpright(source.kind === 'file' ? await decodeFile(source.file) : upright(source.bitmap));
  const found = judged(prepareFor(dataSet, pixelsOf(canvas), canvas.width, canvas.height));
  if (source.kind === 'file') return { ...found, thumbnail: await thumbnailOf(canvas) };
  return source.keep ? { ...found, thumbnail: await thumbnailOf(canvas), copy: await copyOf(canvas) } : found;
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
