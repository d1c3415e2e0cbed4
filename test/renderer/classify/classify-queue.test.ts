import { describe, expect, it } from 'vitest';
import {
  ClassifyQueue,
  type Judged,
  type QueueProgress,
} from '../../../src/renderer/classify/classify-queue';
import type { Found } from '../../../src/renderer/classify/found-file';
import { WardrobeError, type ErrorInfo } from '#core/domain/errors';
import { judgedOf, foundAll, settled } from './fakes';

function watched(classify: (file: File) => Promise<Judged> = async () => judgedOf(1)) {
  const results: string[] = [];
  const progress: (QueueProgress | null)[] = [];
  const leftOut: ErrorInfo[] = [];
  const queue = new ClassifyQueue(classify, {
    result: (lot, name, outcome) => results.push(`${lot} ${name} ${outcome.ok ? 'ok' : outcome.error.kind}`),
    leftOut: (error) => leftOut.push(error),
    progress: (state) => progress.push(state),
  });
  return { queue, results, progress, leftOut };
}

/** A classifier whose answers are given by hand. */
function byHand() {
  const pending: ((answer: Judged) => void)[] = [];
  return { pending, classify: () => new Promise<Judged>((resolve) => pending.push(resolve)) };
}

describe('ClassifyQueue', () => {
  it('gives every file a result in order, and ends with no progress', async () => {
    const { queue, results, progress } = watched(async ({ name }) => {
      if (name === 'b') throw new WardrobeError('corrupt', 'Damaged.');
      return judgedOf(1);
    });
    await queue.add(1, foundAll(['a', 'b', 'c']));
    await settled();
    expect(results).toEqual(['1 a ok', '1 b corrupt', '1 c ok']);
    expect(progress.at(-1)).toBeNull();
    expect(progress.some((state) => state?.done === 2)).toBe(true);
  });

  it('begins before all is found', async () => {
    let goOn = () => undefined as void;
    const hold = new Promise<void>((resolve) => (goOn = resolve));
    async function* slowly(): AsyncGenerator<Found> {
      yield* foundAll(['a']);
      await hold;
      yield* foundAll(['b']);
    }
    const { queue, results, progress } = watched();
    const adding = queue.add(1, slowly());
    await settled();
    expect(results).toEqual(['1 a ok']);
    expect(progress.at(-1)).toEqual({ done: 1, total: 1, finding: true });
    goOn();
    await adding;
    await settled();
    expect(results).toHaveLength(2);
    expect(progress.at(-1)).toBeNull();
  });

  it('says that it looks while it looks, and that there is nothing in an empty folder', async () => {
    const { queue, results, progress, leftOut } = watched();
    await queue.add(1, foundAll([]));
    expect(progress).toEqual([{ done: 0, total: 0, finding: true }, null]);
    expect(leftOut.map(({ message }) => message)).toEqual(['There is no file in there.']);
    expect(results).toEqual([]);
  });

  it('tells files that are lost or left out', async () => {
    async function* found(): AsyncGenerator<Found> {
      yield { kind: 'lost', name: 'gone', error: { kind: 'not-found', message: 'Gone.' } };
      yield { kind: 'left-out', error: { kind: 'too-large', message: 'Too many.' } };
    }
    const { queue, results, leftOut } = watched();
    await queue.add(5, found());
    await settled();
    expect(results).toEqual(['5 gone not-found']);
    expect(leftOut).toHaveLength(1);
  });

  it('stops when told: nothing more is begun, the answer under way is dropped, and it can be used again', async () => {
    const { pending, classify } = byHand();
    const { queue, results, progress } = watched(classify);
    await queue.add(1, foundAll(['a', 'b', 'c']));
    pending[0]!(judgedOf(1));
    await settled();
    expect(pending).toHaveLength(2);
    queue.cancel();
    expect(progress.at(-1)).toBeNull();
    pending[1]!(judgedOf(1));
    await settled();
    expect(results).toEqual(['1 a ok']);
    expect(pending).toHaveLength(2);
    await queue.add(2, foundAll(['d']));
    pending[2]!(judgedOf(1));
    await settled();
    expect(results).toEqual(['1 a ok', '2 d ok']);
    expect(progress.at(-1)).toBeNull();
  });

  it('stops looking through folders when told', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Found> {
      for (;;) {
        asked++;
        await settled();
        yield* foundAll([`${asked}`]);
      }
    }
    const { queue } = watched();
    const adding = queue.add(1, endless());
    await settled();
    queue.cancel();
    await adding;
    const before = asked;
    await settled();
    expect(asked).toBe(before);
  });
});
