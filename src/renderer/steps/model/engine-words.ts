import type { TrainingPlan } from '#core/model/training-plan';
import type { DataSet } from '#core/domain/data-set';
import type { EngineDescription, EngineChoice } from '#core/domain/engine';
import { waysToTrain } from '#core/pace/ways-to-train';
import type { Probed } from '#core/pace/fastest';
import { runSeconds } from '#core/pace/pace';
import { formatDuration } from '../../format/durations';

/** "TensorFlow on the CPU": one way to train, where `found` is what would be taken. */
export function wayWords({ engine, device }: EngineChoice, found: EngineDescription): string {
  if (engine === 'layers') return 'Layer by layer, without TensorFlow’s library';
  if (device === 'gpu') return `TensorFlow on the GPU, ${found.device}`;
  return 'TensorFlow on the CPU';
}

/** "on the CPU", "on NVIDIA H100". */
export function deviceWords({ device }: EngineDescription): string {
  return device === 'CPU' ? 'on the CPU' : `on ${device}`;
}

/** What automatic takes for `plan`, and why. `probed`: what was measured. */
export function automaticWords(
  plan: TrainingPlan,
  found: EngineDescription,
  best: Probed | undefined,
  probed: readonly Probed[],
  dataSet: Pick<DataSet, 'parts'>,
): string {
  const ways = waysToTrain(found.id);
  const taken = wayWords(best?.choice ?? ways[0]!, found);
  if (ways.length === 1) return `${taken}: the only one that runs here.`;
  if (!best || probed.length < 2) return `${taken}, unless another turns out faster.`;
  const others = probed.filter((other) => other !== best).map(({ pace }) => runSeconds(plan, pace, dataSet));
  const own = runSeconds(plan, best.pace, dataSet);
  const next = Math.min(...others);
  const why =
    next < 1.05 * own
      ? 'preferred, as no other is clearly faster'
      : `${formatDuration(own)} against ${formatDuration(next)} for this plan, as measured here`;
  return `${taken}: ${why}.`;
}
