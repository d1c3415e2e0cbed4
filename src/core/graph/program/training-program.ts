import type { TrainingPlan } from '../../model/training-plan';
import { GraphBuilder } from '../graph-builder';
import type { GraphDescription } from '../graph-description';
import { stateEntries, type StateEntries } from '../training-state';
import { addJudging } from './judging-part';
import { addVariableAccess, declareVariables } from './program-variables';
import { addTraining } from './training-part';

export interface TrainingProgram {
  graph: GraphDescription;
  entries: StateEntries;
}

/** Sizes that are fixed when a plan is compiled. */
export interface ProgramSizes {
  /** Pictures in the data set that is loaded. */
  pictures: number;
  /** Steps of the whole run; schedules depend on it. */
  totalSteps: number;
}

/** Compiles a plan into one graph with everything a session does; `node-names` lists what to feed and fetch. */
export function compileProgram(plan: TrainingPlan, { pictures, totalSteps }: ProgramSizes): TrainingProgram {
  const g = GraphBuilder.graph();
  const entries = stateEntries(plan);
  const variables = declareVariables(g, entries, pictures);
  addVariableAccess(g, variables);
  addTraining(g, plan, totalSteps, variables);
  addJudging(g, plan, variables);
  return { graph: g.description(), entries };
}
