import type { DataSet } from '#core/domain/data-set';
import type { ErrorInfo } from '#core/domain/errors';
import type { TrainingPlan } from '#core/model/training-plan';

/** A trained model as main hands it out: little-endian float32, tensor after tensor as listed. */
export interface Model {
  /** Tells it from every other; see modelKey. */
  key: string;
  plan: TrainingPlan;
  tensors: { name: string; shape: number[] }[];
  weights: Uint8Array;
  /** What it was trained on. */
  dataSet: DataSet;
}

/** What is to be classified: a file from outside, a camera frame, or pixels prepared before. */
export type Source =
  | { kind: 'file'; file: Blob }
  | { kind: 'frame'; bitmap: ImageBitmap; /** It will be listed. */ keep: boolean }
  | { kind: 'prepared'; pixels: Uint8Array };

export interface Answer {
  /** Of the model whose answer this is. */
  modelKey: string;
  /** What the model saw: bytes as in the data set that it was trained on. */
  pixels: Uint8Array;
  probabilities: Float32Array;
  /** The picture itself, small; null for what was prepared before, and for a frame that is not kept. */
  thumbnail: Blob | null;
  /** A frame that is kept, as a file. */
  copy: Blob | null;
}

export type Task = { type: 'load'; model: Model } | { type: 'classify'; source: Source };

/** To the worker. Every task is answered once, under its number. */
export type TaskMessage = Task & { id: number };

/** From the worker. `answer` is null for a model that was loaded. */
export type ReplyMessage =
  { id: number; ok: true; answer: Answer | null } | { id: number; ok: false; error: ErrorInfo };
