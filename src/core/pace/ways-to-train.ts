import type { EngineChoice, EngineId } from '../domain/engine';

/** Each way to train there is where `found` is what would be taken, by preference. */
export function waysToTrain(found: EngineId): EngineChoice[] {
  const layers: EngineChoice = { engine: 'layers', device: 'auto' };
  switch (found) {
    case 'tensorflow-gpu':
      return [{ engine: 'graph', device: 'gpu' }, { engine: 'graph', device: 'cpu' }, layers];
    case 'tensorflow-cpu':
      return [{ engine: 'graph', device: 'auto' }, layers];
    case 'layers':
      return [layers];
  }
}
