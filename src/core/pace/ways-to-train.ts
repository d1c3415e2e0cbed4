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
      return [withBits(graph('gpu'), bits), graph('cpu'), layers];
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

/** What to ask for to resume a run. Its checkpoint knows the way, and takes another with a warning where that one can't be had. */
export function choiceToResume(engine: EngineDescription | null): EngineChoice {
  const { way: _way, ...choice } = choiceOf(engine);
  return choice;
}

/** Whether it may come to a GPU. */
export const mayUseGpu = ({ engine, device }: EngineChoice): boolean =>
  engine !== 'layers' && device !== 'cpu';

/** The same choice, exact or not. Bits are only a question on a GPU. */
export function withBits(choice: EngineChoice, bits: Bits | undefined): EngineChoice {
  const { bits: _bits, ...rest } = choice;
  return bits === 'exact' && mayUseGpu(choice) ? { ...rest, bits } : rest;
}

/** Names what is measured of a choice: two with the same key train at the same speed. */
export function speedKey(choice: EngineChoice): string {
  const { engine, device, bits } = withBits(choice, choice.bits);
  return [engine, device, ...(bits ? [bits] : [])].join(' ');
}
