import { pictureBytes, type ModelTask, type PictureShape } from '../../domain/data-set';
import type { PictureJudge } from '../../domain/engine';
import type { NamedTensor } from '../../domain/named-tensor';
import type { Device } from '../../graph/graph-description';
import type { JudgeProgram } from '../../graph/program/judge-program';
import { nodes } from '../../graph/program/node-names';
import type { TrainingPlan } from '../../model/training-plan';
import { judgingTooLarge } from '../session/engine-failure';
import { judgedAtOnce } from '../session/judged-at-once';
import { predictInParts } from '../session/predict-in-parts';
import { checkState } from '../session/session-state';
import { runOf, type Feed, type GraphSession, type Run } from './graph-session';

const mostJudged = 1000;

/** How many pictures a call judges at once on that device. */
export const judgedAtOnceBy = (plan: TrainingPlan, shape: PictureShape, device: Device): number =>
  judgedAtOnce(plan, shape, mostJudged, device);

/** What to feed to set variables. */
export const newValues = (tensors: readonly NamedTensor[]): Record<string, Feed> =>
  Object.fromEntries(tensors.map(({ name, shape, values }) => [nodes.newValue(name), { shape, values }]));

/** Probabilities by a loaded program, as `PictureJudge` gives them. */
export function predictBy(run: Run, pixels: Uint8Array, dataSet: ModelTask, atOnce: number): Float32Array {
  const bytes = pictureBytes(dataSet.shape);
  return predictInParts(pixels, dataSet, atOnce, (values, count) => {
    const fed = { [nodes.pictures]: { shape: [count, bytes], values } };
    return run(fed, [nodes.probabilities], judgingTooLarge(count))[0] as Float32Array;
  });
}

/** A plan's judging part with stored weights. Calls block until they are done. */
export class GraphJudge implements PictureJudge {
  readonly #graph: GraphSession;
  readonly #run: Run;
  readonly #dataSet: ModelTask;
  readonly #judgedAtOnce: number;

  /** Takes over `graph` when it succeeds. Throws WardrobeError('bad-input') when the weights are another plan's. */
  constructor(
    graph: GraphSession,
    program: Pick<JudgeProgram, 'weights'>,
    weights: NamedTensor[],
    { dataSet, judgedAtOnce }: { dataSet: ModelTask; judgedAtOnce: number },
  ) {
    this.#graph = graph;
    this.#run = runOf(graph);
    this.#dataSet = dataSet;
    this.#judgedAtOnce = judgedAtOnce;
    checkState({ weights: program.weights, slots: [] }, { step: 0, weights, slots: [] });
    this.#run(newValues(weights), [nodes.stateSet]);
  }

  predict(pixels: Uint8Array): Float32Array {
    return predictBy(this.#run, pixels, this.#dataSet, this.#judgedAtOnce);
  }

  dispose(): void {
    this.#graph.dispose();
  }
}
