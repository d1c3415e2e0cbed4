import { stateEntries } from '../../graph/training-state';
import { checkPlan } from '../../model/shapes';
import { checkTrainingData } from '../session/check-training-data';
import type { TrainingEngine } from '../session/training-engine';
import { modelTooLarge } from '../session/engine-failure';
import { explainErrors, useBackend, type LayersBackend } from './layers-backend';
import { LayersJudge } from './layers-judge';
import { LayersState } from './layers-state';
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
    async openJudge(plan, weights, dataSet) {
      checkPlan(plan, dataSet);
      const tf = useBackend(backend);
      const entries = { weights: stateEntries(plan, dataSet).weights, slots: [] };
      const state = explainErrors(
        backend,
        modelTooLarge,
        () => new LayersState(tf, entries, { step: 0, weights, slots: [] }),
      );
      return new LayersJudge(backend, plan, dataSet, state);
    },
  };
}
