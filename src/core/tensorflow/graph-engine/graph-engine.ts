import type { EngineDescription, Way } from '../../domain/engine';
import { WardrobeError } from '../../domain/errors';
import type { Device } from '../../graph/graph-description';
import { compileJudge } from '../../graph/program/judge-program';
import { compileProgram } from '../../graph/program/training-program';
import { batchesOf } from '../../model/run-size';
import { checkPlan } from '../../model/shapes';
import type { LoadedTensorflow } from '../library/load-tensorflow';
import { checkTrainingData } from '../session/check-training-data';
import type { TrainingEngine } from '../session/training-engine';
import { picturesInChunk, usualChunkBytes } from './chunked-pictures';
import { classWeightsOf } from '../session/class-weights-of';
import { GraphJudge, judgedAtOnceBy } from './graph-judge';
import { GraphSession } from './graph-session';
import { GraphTrainingSession } from './graph-training-session';
import { slowKernelGradients } from './slow-kernel-gradients';

interface GraphEngineOptions {
  /** How its steps may run; a short race decides between several. */
  ways?: readonly Way[];
  /** What its graph is made for; that of a GPU runs on the CPU, too. */
  compileFor?: Device;
  /** Whether it has to give the same bits however its steps are cut into calls. */
  exact?: boolean;
  /** As in `race`. */
  sameEachTime?: boolean;
  /** How much of a set that is read from a file is held at a time. */
  chunkBytes?: number;
}

/**
 * The engine that compiles a plan into one TensorFlow graph and runs many steps a call. `open` throws
 * WardrobeError('unsupported') for a plan that can't be compiled, naming the layer, before anything starts.
 */
export function createGraphEngine(
  { binding, version, gpu }: LoadedTensorflow,
  {
    ways,
    compileFor = gpu === null ? 'cpu' : 'gpu',
    exact = gpu?.exact ?? true,
    sameEachTime = false,
    chunkBytes = usualChunkBytes,
  }: GraphEngineOptions = {},
): TrainingEngine {
  const description: EngineDescription = {
    id: gpu === null ? 'tensorflow-cpu' : 'tensorflow-gpu',
    library: `TensorFlow ${version}`,
    device: gpu?.name ?? 'CPU',
    detail: 'one graph, many steps a call',
    ...(gpu && { bits: gpu.exact ? 'exact' : 'fast' }),
  };
  return {
    id: description.id,
    async open(plan, data) {
      checkPlan(plan, data.dataSet);
      checkTrainingData(data);
      const started = performance.now();
      const { count, inMemory } = data.train.pictures;
      const isChunked = inMemory === null;
      const program = compileProgram({
        plan,
        dataSet: data.dataSet,
        pictures: isChunked ? picturesInChunk(chunkBytes, data, plan.batchSize) : count,
        isChunked,
        totalSteps: plan.epochs * batchesOf(data.trainIndices.length, plan.batchSize),
        device: compileFor,
        exact,
        exchangesKernels: gpu === null && slowKernelGradients(),
        classWeights: classWeightsOf(plan, data),
      });
      const allowed = program.ways.filter((way) => ways?.includes(way) ?? true);
      if (allowed.length === 0) throw cannotCompile();
      const graph = await GraphSession.load(binding, program.graph);
      try {
        const session = new GraphTrainingSession(
          description,
          plan,
          data,
          { ...program, ways: allowed },
          graph,
          { started, sameEachTime },
        );
        await gpu?.prepared();
        return session;
      } catch (error) {
        graph.dispose();
        throw error;
      }
    },
    async openJudge(plan, weights, dataSet) {
      checkPlan(plan, dataSet);
      const program = compileJudge(plan, dataSet);
      const graph = await GraphSession.load(binding, program.graph);
      try {
        const judgedAtOnce = judgedAtOnceBy(plan, dataSet.shape, gpu === null ? 'cpu' : 'gpu');
        return new GraphJudge(graph, program, weights, { dataSet, judgedAtOnce });
      } catch (error) {
        graph.dispose();
        throw error;
      }
    },
  };
}

const cannotCompile = (): WardrobeError =>
  new WardrobeError(
    'unsupported',
    'XLA does not compile this plan here. On the CPU it takes dense layers alone, pictures that stay in place, and at least one whole batch.',
    'Leave it open how the steps run.',
  );
