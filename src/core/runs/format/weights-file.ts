import { join } from 'node:path';
import type { NamedTensor } from '../../domain/named-tensor';
import { sha256 } from '../../files/sha256';
import { shapeSize } from '../../layers/shape-size';
import type { TrainingPlan } from '../../model/training-plan';
import { readChecked, writeChecked } from './checked-file';
import { damaged, readJson } from './read-json';
import { fileNames, runFormat, weightsListSchema, type WeightsList } from './run-format';

/** A trained model as it is stored: little-endian float32, tensor after tensor. */
export interface StoredModel {
  plan: TrainingPlan;
  tensors: { name: string; shape: number[] }[];
  weights: Uint8Array;
  weightsSha256: string;
}

/**
 * Stores what a plan has learnt in a run's folder; `beforeListed` as in `writeChecked`. Throws WardrobeError('disk'); an
 * older model then stays readable.
 */
export async function writeWeights(
  folder: string,
  plan: TrainingPlan,
  tensors: readonly NamedTensor[],
  beforeListed?: () => Promise<void>,
): Promise<void> {
  const model = { plan, tensors: tensors.map(({ name, shape }) => ({ name, shape })) };
  await writeChecked(
    join(folder, fileNames.weights),
    packValues(tensors),
    join(folder, fileNames.weightsList),
    (checked): WeightsList => ({
      format: runFormat,
      ...checked,
      modelSha256: sha256(JSON.stringify(model)),
      model,
    }),
    beforeListed,
  );
}

/** Throws WardrobeError: 'not-found' without a model, 'corrupt' when a byte of it or of its plan has changed, 'unsupported'. */
export async function readWeights(folder: string): Promise<StoredModel> {
  const listing = join(folder, fileNames.weightsList);
  const { raw, value } = await readJson(listing, weightsListSchema);
  // Over the JSON as it stands: a later version may add defaults when it parses.
  const rawModel = (raw as { model: unknown }).model;
  if (sha256(JSON.stringify(rawModel)) !== value.modelSha256)
    throw damaged(listing, 'is damaged: its SHA-256 is not the one written down');
  const size = value.model.tensors.reduce((sum, { shape }) => sum + shapeSize(shape), 0);
  if (size * Float32Array.BYTES_PER_ELEMENT !== value.bytes)
    throw damaged(listing, `is damaged: its tensors don't make up ${value.bytes} bytes`);
  const weights = await readChecked(join(folder, fileNames.weights), value);
  return { ...value.model, weights, weightsSha256: value.sha256 };
}

/** SHA-256 of the weights that are stored now, by their listing. Throws WardrobeError: as `readWeights`. */
export async function listedWeights(folder: string): Promise<string> {
  return (await readJson(join(folder, fileNames.weightsList), weightsListSchema)).value.sha256;
}

function packValues(tensors: readonly NamedTensor[]): Uint8Array {
  const packed = new Float32Array(tensors.reduce((sum, { values }) => sum + values.length, 0));
  let offset = 0;
  for (const { values } of tensors) {
    packed.set(values, offset);
    offset += values.length;
  }
  return new Uint8Array(packed.buffer);
}
