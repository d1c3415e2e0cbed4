import { compileProgram } from '../graph/program/training-program';
import { checkPlan } from '../model/shapes';
import type { EngineDescription, TrainingEngine } from '../training/engine';
import { checkTrainingData } from './check-training-data';
import { GraphSession } from './graph-session';
import { GraphTrainingSession } from './graph-training-session';
import type { LoadedTensorflow } from './load-tensorflow';

/**
 * The engine that compiles a plan into one TensorFlow graph and runs many steps a call. `open` throws
 * WardrobeError('unsupported') for a plan that can't be compiled, naming the layer, before anything starts.
 */
export function createGraphEngine({ binding, version, gpu }: LoadedTensorflow): TrainingEngine {
  const description: EngineDescription = {
    id: gpu === null ? 'tensorflow-cpu' : 'tensorflow-gpu',
    library: `TensorFlow ${version}`,
    device: gpu ?? 'CPU',
    detail: 'one graph, its operations scheduled by TensorFlow',
  };
  return {
    id: description.id,
    async open(plan, data) {
      checkPlan(plan);
      checkTrainingData(data);
      const started = performance.now();
      const stepsPerEpoch = Math.ceil(data.trainIndices.length / plan.batchSize);
      const program = compileProgram(plan, {
        pictures: data.train.labels.length,
        totalSteps: plan.epochs * stepsPerEpoch,
      });
      const graph = await GraphSession.load(binding, program.graph);
      try {
        return new GraphTrainingSession(description, plan, data, program.entries, graph, started);
      } catch (error) {
        graph.dispose();
        throw error;
      }
    },
  };
}
