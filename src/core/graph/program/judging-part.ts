import { pictureBytes, type PictureShape } from '../../domain/data-set';
import { logitLayers } from '../../model/logit-layers';
import type { TrainingPlan } from '../../model/training-plan';
import type { GraphBuilder, Tensor } from '../graph-builder';
import type { Device } from '../graph-description';
import { softmaxCrossEntropy } from '../loss';
import { lossSettings } from '../training-step';
import { buildLayers } from '../network';
import { cast, mean } from '../ops/arithmetic';
import { identity, placeholder, reshape, reverse, stack } from '../ops/arrays';
import { gatherFromVariable, readVariable } from '../ops/variables';
import { asPictures } from '../pictures';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';
import type { ProgramSettings } from './training-program';

/** Loss and right answers on pictures of the data set, and probabilities for pictures that are fed: with the kept weights. */
export function addJudging(
  g: GraphBuilder,
  settings: Pick<ProgramSettings, 'plan' | 'dataSet' | 'device' | 'exact' | 'isChunked'>,
  variables: ProgramVariables,
): void {
  const { plan } = settings;
  const { shape } = settings.dataSet;
  const { pixels, labels } = settings.isChunked
    ? fedPictures(g, shape)
    : loadedPictures(g, settings.device, variables);
  const logits = keptLogits(g, plan, variables.state, { pixels, shape });
  const loss = softmaxCrossEntropy(g, logits, labels, lossSettings(settings));
  identity(g, loss.lossSum, { name: nodes.judgedLoss });
  identity(g, loss.correct, { name: nodes.judgedCorrect });
  addPrediction(g, plan, variables.state, shape);
}

/** Those of the data set that are judged, by the fed indices. */
function loadedPictures(
  g: GraphBuilder,
  device: Device,
  { pixels, labels }: Pick<ProgramVariables, 'pixels' | 'labels'>,
): { pixels: Tensor; labels: Tensor } {
  const judged = cast(g, placeholder(g, nodes.judged, 'int32', [null]), 'int64');
  return {
    labels: gatherFromVariable(g, device, labels, 'int64', judged),
    pixels: gatherFromVariable(g, device, pixels, 'uint8', judged),
  };
}

function fedPictures(g: GraphBuilder, shape: PictureShape): { pixels: Tensor; labels: Tensor } {
  return {
    labels: cast(g, placeholder(g, nodes.judgedLabels, 'int32', [null]), 'int64'),
    pixels: placeholder(g, nodes.judgedPixels, 'uint8', [null, pictureBytes(shape)]),
  };
}

/** Probabilities for pictures that are fed, with the weights in `state`. */
export function addPrediction(
  g: GraphBuilder,
  plan: TrainingPlan,
  state: ReadonlyMap<string, Tensor>,
  shape: PictureShape,
): void {
  const pictures = placeholder(g, nodes.pictures, 'uint8', [null, pictureBytes(shape)]);
  const answers = keptLogits(g, plan, state, { pixels: pictures, shape });
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
  state: ReadonlyMap<string, Tensor>,
  { pixels, shape }: { pixels: Tensor; shape: PictureShape },
): Tensor {
  const notWhileJudging = (): never => {
    throw new RangeError('Judging changes nothing');
  };
  const pictures = asPictures(g, pixels, shape);
  const network = buildLayers(
    {
      g,
      training: false,
      exchangesKernels: false,
      poolsByReshape: false,
      seed: plan.seed,
      step: null,
      weight: (name) => readVariable(g, state.get(name)!, 'float'),
      assign: notWhileJudging,
      gradient: notWhileJudging,
    },
    logitLayers(plan.layers),
    plan.testTimeFlip ? withMirrorImages(g, pictures) : pictures,
  );
  return plan.testTimeFlip ? meanOfPairs(g, network.output) : network.output;
}

/** The pictures [batch, height, width, channels] and, after them, their mirror images. */
function withMirrorImages(g: GraphBuilder, pictures: Tensor): Tensor {
  const both = stack(g, [pictures, reverse(g, pictures, 2)]);
  return reshape(g, both, [null, ...pictures.shape.slice(1)]);
}

/** The mean of each row of the first half [2 × batch, classes] with its partner in the second. */
function meanOfPairs(g: GraphBuilder, logits: Tensor): Tensor {
  const classes = logits.shape.at(-1) ?? 1;
  return mean(g, reshape(g, logits, [2, null, classes]), [0]);
}
