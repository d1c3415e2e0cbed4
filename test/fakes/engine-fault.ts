import type { TrainingSession } from '#core/domain/engine';
import type { ChosenEngine } from '#core/tensorflow/choose-engine';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';

/** What goes wrong in a session that else is the real one; gets the call's number from 1 and may throw. */
export interface Faults {
  open?(): void;
  /** Changes what a chunk of steps tells. */
  runSteps?(call: number, sums: ReturnType<TrainingSession['runSteps']>): void;
  predict?(call: number): void;
}

/** The real graph engine, its steps scheduled by TensorFlow so that no race decides, with faults put in. */
export async function engineWithFaults(faults: Faults = {}): Promise<ChosenEngine> {
  const loaded = await loadTensorflow();
  const engine = createGraphEngine(loaded, { ways: ['scheduled'] });
  return {
    description: {
      id: engine.id,
      library: `TensorFlow ${loaded.version}`,
      device: loaded.gpu?.name ?? 'CPU',
      detail: 'chosen by a test',
    },
    engine: {
      id: engine.id,
      openJudge: (plan, weights, dataSet) => engine.openJudge(plan, weights, dataSet),
      async open(plan, data) {
        faults.open?.();
        const session = await engine.open(plan, data);
        let [chunks, predictions] = [0, 0];
        return {
          get engine() {
            return session.engine;
          },
          get chunkSteps() {
            return session.chunkSteps;
          },
          compileSeconds: session.compileSeconds,
          runSteps(order, first, count) {
            const sums = session.runSteps(order, first, count);
            faults.runSteps?.(++chunks, sums);
            return sums;
          },
          predict(pixels) {
            faults.predict?.(++predictions);
            return session.predict(pixels);
          },
          validate: () => session.validate(),
          getState: () => session.getState(),
          setState: (state) => session.setState(state),
          dispose: () => session.dispose(),
        };
      },
    },
  };
}
