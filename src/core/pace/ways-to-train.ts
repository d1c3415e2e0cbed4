import {
  automatic,
  type Bits,
  type EngineChoice,
  type EngineDescription,
  type EngineId,
} from '../domain/engine';

/** Each way to train there is where `found` is what would be taken, by preference. Only a GPU has a choice of `bits`. */
export function waysToTrain(found: EngineId, bits?: Bits): EngineChoice[] {
  const layers: EngineChoice = { ...automatic, engine: 'layers' };
  const graph = (device: EngineChoice['device']): EngineChoice => ({ ...automatic, engine: 'graph', device });
  switch (found) {
    case 'tensorflow-gpu':
      return [{ ...graph('gpu'), ...(bits === 'exact' && { bits }) }, graph('cpu'), layers];
    case 'tensorflow-cpu':
      return [graph('auto'), layers];
    case 'layers':
      return [layers];
  }
}

/** What to ask for to train as `before` did, where `found` is what would be taken; null where that can't be had. */
export function choiceToRepeat(before: EngineDescription, found: EngineId): EngineChoice | null {
  const possible: Record<EngineId, readonly EngineId[]> = {
    'tensorflow-gpu': ['tensorflow-gpu', 'tensorflow-cpu', 'layers'],
    'tensorflow-cpu': ['tensorflow-cpu', 'layers'],
    layers: ['layers'],
  };
  return possible[found].includes(before.id) ? choiceOf(before) : null;
}

/** What to ask for so that a plan is trained as `engine` says it was; null: it is not known how. */
export function choiceOf(engine: EngineDescription | null): EngineChoice {
  if (engine === null) return automatic;
  if (engine.id === 'layers') return { ...automatic, engine: 'layers' };
  return {
    engine: 'graph',
    device: engine.id === 'tensorflow-gpu' ? 'gpu' : 'cpu',
    ...(engine.way && { way: engine.way }),
    ...(engine.bits && { bits: engine.bits }),
  };
}
