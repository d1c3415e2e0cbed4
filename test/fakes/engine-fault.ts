import { chooseEngine, type ChosenEngine } from '#core/tensorflow/choose-engine';
import type { TrainingSession } from '#core/training/engine';

/** What goes wrong in a session that else is the real one; gets the call's number from 1 and may throw. */
export interface Faults {
  open?(): void;
  /** Changes what a chunk of steps tells. */
  runSteps?(call: number, sums: ReturnType<TrainingSession['runSteps']>): void;
  predict?(call: number): void;
}

/** The real graph engine on the CPU, with faults put in. */
export async function engineWithFaults(faults: Faults): Promise<ChosenEngine> {
  const chosen = await chooseEngine({ engine: 'graph', device: 'cpu' });
  return {
    ...chosen,
    engine: {
      id: chosen.engine.id,
      async open(plan, data) {
        faults.open?.();
        const session = await chosen.engine.open(plan, data);
        let [chunks, predictions] = [0, 0];
        return {
          engine: session.engine,
          chunkSteps: session.chunkSteps,
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
