import { pictureBytes, type PictureShape } from '../../domain/data-set';
import type { GraphBuilder, Operation, Tensor } from '../graph-builder';
import { cast } from '../ops/arithmetic';
import { deepCopy, placeholder } from '../ops/arrays';
import { assignVariable, done, readVariable, variable } from '../ops/variables';
import type { StateEntries, StateEntry } from '../training-state';
import { nodes } from './node-names';

/** Handles of everything that lives in the session. */
export interface ProgramVariables {
  /** uint8 [pictures, bytes of a picture] */
  pixels: Tensor;
  /** int64 [pictures]: a GPU has no variables of int32. */
  labels: Tensor;
  /** Weights and slots by name. */
  state: ReadonlyMap<string, Tensor>;
  /** The same as they stood at the last backup. */
  backup: ReadonlyMap<string, Tensor>;
}

export function declareVariables(
  g: GraphBuilder,
  { weights, slots }: StateEntries,
  pictures: number,
  shape: PictureShape,
): ProgramVariables {
  const entries = [...weights, ...slots];
  return {
    pixels: variable(g, 'data/pixels', 'uint8', [pictures, pictureBytes(shape)]),
    labels: variable(g, 'data/labels', 'int64', [pictures]),
    state: stateVariables(g, 'state', entries),
    backup: stateVariables(g, 'backup', entries),
  };
}

/** A variable for each entry, by name. */
export function stateVariables(
  g: GraphBuilder,
  prefix: string,
  entries: readonly StateEntry[],
): Map<string, Tensor> {
  return new Map(entries.map(({ name, shape }) => [name, variable(g, `${prefix}/${name}`, 'float', shape)]));
}

/** Loading the data, setting and reading the state, keeping a backup and going back to it. */
export function addVariableAccess(
  g: GraphBuilder,
  { pixels, labels, state, backup }: ProgramVariables,
): void {
  const pixelsIn = placeholder(g, nodes.pixels, 'uint8', pixels.shape);
  const labelsIn = placeholder(g, nodes.labels, 'int32', labels.shape);
  done(g, nodes.dataLoaded, [
    assignVariable(g, pixels, deepCopy(g, pixelsIn)),
    assignVariable(g, labels, cast(g, labelsIn, 'int64')),
  ]);

  addStateSetting(g, state);
  for (const [name, handle] of state) readVariable(g, handle, 'float', { name: nodes.value(name) });
  done(g, nodes.backedUp, copyVariables(g, state, backup));
  done(g, nodes.restored, copyVariables(g, backup, state));
}

/**
 * Setting the variables to what is fed. It is copied, as the data is: it may be memory that belongs to JavaScript, which a variable must
 * neither keep nor write to.
 */
export function addStateSetting(g: GraphBuilder, state: ReadonlyMap<string, Tensor>): void {
  const assigned = [...state].map(([name, handle]) =>
    assignVariable(g, handle, deepCopy(g, placeholder(g, nodes.newValue(name), 'float', handle.shape))),
  );
  done(g, nodes.stateSet, assigned);
}

/** Lets each variable of `to` hold what that of `from` holds; memory is shared until one of them changes. */
function copyVariables(
  g: GraphBuilder,
  from: ReadonlyMap<string, Tensor>,
  to: ReadonlyMap<string, Tensor>,
): Operation[] {
  return [...from].map(([name, handle]) =>
    assignVariable(g, to.get(name)!, readVariable(g, handle, 'float')),
  );
}
