import { checkPlan } from '../../model/shapes';
import { checkTrainingData } from '../session/check-training-data';
import type { TrainingEngine } from '../session/training-engine';
import type { LayersBackend } from './layers-backend';
import { LayersTrainingSession } from './layers-training-session';

/**
 * The engine that runs a plan operation by operation in tfjs: the reference for the graph engine, and what trains where
 * TensorFlow's native library is missing. `open` throws WardrobeError('unsupported') for a plan that makes no sense, naming the
 * layer, before anything starts.
 */
export function createLayersEngine(backend: LayersBackend): TrainingEngine {
  return {
    id: 'layers',
    async open(plan, data) {
      checkPlan(plan, data.dataSet);
      checkTrainingData(data);
      return new LayersTrainingSession(backend, plan, data);
    },
  };
}
