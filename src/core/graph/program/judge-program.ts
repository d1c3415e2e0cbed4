import type { ModelTask } from '../../domain/data-set';
import type { TrainingPlan } from '../../model/training-plan';
import { GraphBuilder } from '../graph-builder';
import type { GraphDescription } from '../graph-description';
import { stateEntries, type StateEntry } from '../training-state';
import { addPrediction } from './judging-part';
import { addStateSetting, stateVariables } from './program-variables';

export interface JudgeProgram {
  graph: GraphDescription;
  weights: StateEntry[];
}

/** Compiles of a plan what judges pictures, and nothing else: its weights are set, and pictures fed. */
export function compileJudge(plan: TrainingPlan, dataSet: ModelTask): JudgeProgram {
  const g = GraphBuilder.graph();
  const { weights } = stateEntries(plan, dataSet);
  const state = stateVariables(g, 'state', weights);
  addStateSetting(g, state);
  addPrediction(g, plan, state, dataSet.shape);
  return { graph: g.description(), weights };
}
