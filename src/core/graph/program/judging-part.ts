import { imageBytes } from '../../dataset/fashion-mnist';
import type { TrainingPlan } from '../../model/training-plan';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { softmaxCrossEntropy } from '../loss';
import { buildLayers, logitLayers } from '../network';
import { placeholder } from '../ops/arrays';
import { gatherFromVariable, readVariable } from '../ops/variables';
import { asPictures } from '../pictures';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';

/** Loss and right answers on pictures of the data set, and probabilities for pictures that are fed: with the kept weights. */
export function addJudging(g: GraphBuilder, plan: TrainingPlan, variables: ProgramVariables): void {
  const judged = placeholder(g, nodes.judged, 'int32', [null]);
  const labels = gatherFromVariable(g, variables.labels, 'int32', judged);
  const logits = keptLogits(g, plan, variables, gatherFromVariable(g, variables.pixels, 'uint8', judged));
  const loss = softmaxCrossEntropy(g, logits, labels, plan.labelSmoothing);
  g.value(
    'Identity',
    [loss.lossSum],
    { T: { type: 'float' } },
    { port: 'output', dtype: 'float', shape: [] },
    { name: nodes.judgedLoss },
  );
  g.value(
    'Identity',
    [loss.correct],
    { T: { type: 'int32' } },
    { port: 'output', dtype: 'int32', shape: [] },
    { name: nodes.judgedCorrect },
  );

  const pictures = placeholder(g, nodes.pictures, 'uint8', [null, imageBytes]);
  const answers = keptLogits(g, plan, variables, pictures);
  g.value(
    'Softmax',
    [answers],
    { T: { type: 'float' } },
    { port: 'softmax', dtype: 'float', shape: answers.shape },
    { name: nodes.probabilities },
  );
}

function keptLogits(
  g: GraphBuilder,
  plan: TrainingPlan,
  { state }: ProgramVariables,
  pixels: Tensor,
): Tensor {
  const notWhileJudging = (): never => {
    throw new RangeError('Judging changes nothing');
  };
  const network = buildLayers(
    {
      g,
      training: false,
      seed: plan.seed,
      step: null,
      weight: (name) => readVariable(g, state.get(name)!, 'float'),
      assign: notWhileJudging,
      gradient: notWhileJudging,
    },
    logitLayers(plan.layers),
    asPictures(g, pixels),
  );
  return network.output;
}
