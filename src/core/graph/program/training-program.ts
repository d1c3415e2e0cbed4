import type { Way } from '../../domain/engine';
import { GraphBuilder } from '../graph-builder';
import type { GraphDescription } from '../graph-description';
import { placeholder } from '../ops/arrays';
import { suitsCompiling } from '../suits-compiling';
import { stateEntries, type StateEntries } from '../training-state';
import type { StepSettings } from '../training-step';
import { compiledLoop, type CompiledLoop } from './compiled-loop';
import { addCompiledTraining } from './compiled-part';
import { addJudging } from './judging-part';
import { nodes } from './node-names';
import { addVariableAccess, declareVariables } from './program-variables';
import { addScheduledTraining } from './scheduled-part';

export interface TrainingProgram {
  graph: GraphDescription;
  entries: StateEntries;
  /** The ways in which it can train. */
  ways: readonly Way[];
  loop: CompiledLoop;
  /** Pictures of a chunk; null where the whole data set is held. */
  held: number | null;
}

/** What is fixed when a plan is compiled. */
export interface ProgramSettings extends StepSettings {
  /** Pictures that are held at a time. */
  pictures: number;
  /** Whether they are a chunk of the data set: then those that are judged are fed. */
  isChunked: boolean;
}

/** Compiles a plan into one graph with everything a session does; `node-names` lists what to feed and fetch. */
export function compileProgram(settings: ProgramSettings): TrainingProgram {
  const { plan, dataSet, pictures, isChunked, device } = settings;
  const g = GraphBuilder.graph();
  const entries = stateEntries(plan, dataSet);
  const variables = declareVariables(g, entries, pictures, dataSet.shape);
  addVariableAccess(g, variables);
  const firstStep = placeholder(g, nodes.firstStep, 'int32', []);
  addScheduledTraining(g, settings, firstStep, variables);
  const compilable = suitsCompiling(plan, device) && pictures >= plan.batchSize;
  if (compilable) addCompiledTraining(g, settings, firstStep, variables);
  addJudging(g, settings, variables);
  return {
    graph: g.description(),
    entries,
    ways: compilable ? ['scheduled', 'compiled'] : ['scheduled'],
    loop: compiledLoop(settings),
    held: isChunked ? pictures : null,
  };
}
