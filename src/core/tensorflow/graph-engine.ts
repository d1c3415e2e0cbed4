import type { EngineDescription } from '../domain/engine';
import type { Way } from '../graph/program/node-names';
import { compileProgram } from '../graph/program/training-program';
import { batchesOf } from '../model/run-size';
import { checkPlan } from '../model/shapes';
import { checkTrainingData } from './check-training-data';
import { GraphSession } from './graph-session';
import { GraphTrainingSession } from './graph-training-session';
import type { LoadedTensorflow } from './load-tensorflow';
import { slowKernelGradients } from './slow-kernel-gradients';
import type { TrainingEngine } from './training-engine';

/**
 * The engine that compiles a plan into one TensorFlow graph and runs many steps a call. `open` throws
 * WardrobeError('unsupported') for a plan that can't be compiled, naming the layer, before anything starts. `ways` limits how its steps may run; else
 * a short race decides.
 */
export function createGraphEngine(
  { binding, version, gpu }: LoadedTensorflow,
  { ways }: { ways?: readonly Way[] } = {},
): TrainingEngine {
  const description: EngineDescription = {
    id: gpu === null ? 'tensorflow-cpu' : 'tensorflow-gpu',
    library: `TensorFlow ${version}`,
    device: gpu ?? 'CPU',
    detail: 'one graph, many steps a call',
  };
  return {
    id: description.id,
    async open(plan, data) {
      checkPlan(plan);
      checkTrainingData(data);
      const started = performance.now();
      const program = compileProgram({
        plan,
        pictures: data.train.labels.length,
        totalSteps: plan.epochs * batchesOf(data.trainIndices.length, plan.batchSize),
        exchangesKernels: gpu === null && slowKernelGradients(),
      });
      const allowed = program.ways.filter((way) => ways?.includes(way) ?? true);
      const graph = await GraphSession.load(binding, program.graph);
      try {
        return new GraphTrainingSession(
          description,
          plan,
          data,
          { ...program, ways: allowed },
          graph,
          started,
        );
      } catch (error) {
        graph.dispose();
        throw error;
      }
    },
  };
}
