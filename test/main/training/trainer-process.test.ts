import { describe, expect, test, vi } from 'vitest';
import type { FromTrainer } from '#shared/trainer-messages';
import { TrainerProcess, type BeginMessage } from '../../../src/main/training/trainer-process';
import { fakeForker, someEngine } from '../../fakes/fake-trainer';
import { presets } from '../../fixtures/fashion-mnist';

const automatic = { engine: 'auto', device: 'auto' } as const;
const start = (runId: string): BeginMessage => ({
  type: 'start',
  runId,
  name: 'Classic',
  plan: presets[0]!.plan,
  choice: automatic,
  home: '/home',
  data: { id: 'fashion-mnist', version: '1' },
  runsFolder: '/runs',
});
const finished = (runId: string) =>
  ({
    type: 'finished',
    runId,
    outcome: 'completed',
    engine: someEngine,
    testAccuracy: 0.88,
    seconds: 3,
    stoppedEarly: null,
  }) as const;
const progress = (runId: string, phase: 'compiling' | 'training' | 'stopping' | 'evaluating' = 'training') =>
  ({
    type: 'progress' as const,
    runId,
    phase,
    engine: null,
    progress: null,
    points: [],
    warning: null,
    resumedFrom: null,
  }) satisfies FromTrainer;

const quick = { describe: 20, stop: 20, evaluate: 60, prepare: 120 };

function setUp(changed: Partial<typeof quick> = {}) {
  const deadlines = { ...quick, ...changed };
  const forker = fakeForker();
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  return { ...forker, logged, trainer: new TrainerProcess({ fork: forker.fork, log, deadlines }) };
}

describe('a run', () => {
  test('ends with the last word about it; words about other runs are dropped', async () => {
    const { trainer, newest } = setUp();
    const heard: string[] = [];
    const run = trainer.run(start('run-2'), {}, ({ runId }) => heard.push(runId));
    newest().say(progress('run-1'));
    newest().say(finished('run-1'));
    newest().say(progress('run-2'));
    newest().say(finished('run-2'));
    newest().say(progress('run-2'));
    await expect(run).resolves.toMatchObject({ runId: 'run-2', testAccuracy: 0.88 });
    expect(heard).toEqual(['run-2']);
  });

  test('fails with what the trainer says', async () => {
    const { trainer, newest } = setUp();
    const run = trainer.run(start('a'), {}, () => undefined);
    const error = { kind: 'diverged', message: 'The loss is not a number.', hint: 'Lower it.' } as const;
    newest().say({ type: 'failed', runId: 'a', error });
    await expect(run).rejects.toMatchObject(error);
  });

  test.each([0, 1, 9, 137, 139])('fails when the trainer ends first, with code %i', async (code) => {
    const { trainer, newest } = setUp();
    const run = trainer.run(start('a'), {}, () => undefined);
    newest().say(progress('a'));
    newest().exit(code);
    await expect(run).rejects.toMatchObject({ kind: 'trainer-exited', hint: expect.any(String) as string });
    const next = trainer.run(start('b'), {}, () => undefined);
    newest().say(finished('b'));
    await expect(next).resolves.toMatchObject({ runId: 'b' });
  });

  test('is refused while another is open', async () => {
    const { trainer, newest } = setUp();
    const run = trainer.run(start('a'), {}, () => undefined);
    expect(() => trainer.run(start('b'), {}, () => undefined)).toThrow('at work');
    newest().say(finished('a'));
    await run;
  });

  test('fails when its last word can not be read, and the trainer is ended', async () => {
    const { trainer, newest } = setUp();
    const run = trainer.run(start('a'), {}, () => undefined);
    newest().sayRaw({ type: 'progress', runId: 'a', phase: 'dancing' });
    expect(newest().killed).toBe(false);
    newest().sayRaw({ type: 'finished', runId: 'a' });
    await expect(run).rejects.toMatchObject({ kind: 'internal' });
    expect(newest().killed).toBe(true);
  });

  test('is stopped by the trainer, which has longer for evaluating', async () => {
    const { trainer, newest } = setUp({ describe: 20, stop: 20, evaluate: 10_000 });
    const run = trainer.run(start('a'), {}, () => undefined);
    trainer.stop('a', true);
    newest().say(progress('a', 'stopping'));
    newest().say(progress('a', 'evaluating'));
    await new Promise((done) => setTimeout(done, 60));
    expect(newest().killed).toBe(false);
    newest().say(finished('a'));
    await expect(run).resolves.toMatchObject({ runId: 'a' });
    expect(newest().heard.at(-1)).toEqual({ type: 'stop', runId: 'a', keep: true });
  });

  test.each(['compiling', 'evaluating'] as const)(
    'that is %s when it is stopped has longer, also when stopped twice',
    async (phase) => {
      const { trainer, newest } = setUp({ describe: 20, stop: 20, evaluate: 10_000 });
      const run = trainer.run(start('a'), {}, () => undefined);
      newest().say(progress('a', phase));
      trainer.stop('a', true);
      trainer.stop('a', false);
      await new Promise((done) => setTimeout(done, 60));
      expect(newest().killed).toBe(false);
      expect(newest().heard.at(-1)).toMatchObject({ type: 'stop', keep: false });
      newest().say(finished('a'));
      await run;
    },
  );

  test('that trains when it is stopped is ended soon, whatever figures were under way', async () => {
    const { trainer, newest } = setUp({ describe: 20, stop: 20, evaluate: 10_000 });
    const run = trainer.run(start('a'), {}, () => undefined);
    newest().say(progress('a'));
    trainer.stop('a', true);
    newest().say(progress('a'));
    await expect(run).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('that does not stop is ended, and says so', async () => {
    const { trainer, newest } = setUp();
    const run = trainer.run(start('a'), {}, () => undefined);
    trainer.stop('a', false);
    await expect(run).rejects.toMatchObject({ kind: 'timeout' });
    expect(newest().killed).toBe(true);
  });
});

describe('the process', () => {
  test('is kept warm, and replaced when its environment has to be another', async () => {
    const { trainer, forked, newest } = setUp();
    for (const [id, env] of [
      ['a', { TF_NUM_INTRAOP_THREADS: '1' }],
      ['b', { TF_NUM_INTRAOP_THREADS: '1' }],
      ['c', {}],
    ] as const) {
      const run = trainer.run(start(id), env, () => undefined);
      newest().say(finished(id));
      await run;
    }
    expect(forked.map(({ env }) => env)).toEqual([{ TF_NUM_INTRAOP_THREADS: '1' }, {}]);
    expect(forked[0]!.killed).toBe(true);
  });

  test('that died unnoticed since its last run is replaced once, and the run starts in the new one', async () => {
    const { trainer, forked, newest } = setUp();
    const first = trainer.run(start('a'), {}, () => undefined);
    newest().say(finished('a'));
    await first;
    const second = trainer.run(start('b'), {}, () => undefined);
    forked[0]!.exit(137);
    expect(forked).toHaveLength(2);
    expect(forked[1]!.heard).toEqual([start('b')]);
    forked[1]!.exit(137);
    await expect(second).rejects.toMatchObject({ kind: 'trainer-exited' });
    expect(forked).toHaveLength(2);
  });

  test('says what it trains on, or is ended', async () => {
    const { trainer, newest } = setUp();
    const described = trainer.describe(automatic, {});
    newest().say({ type: 'described', engine: someEngine });
    await expect(described).resolves.toEqual(someEngine);

    await expect(trainer.describe(automatic, {})).rejects.toMatchObject({ kind: 'timeout' });
    expect(newest().killed).toBe(true);
  });

  test('is ended on closing, and what was open is settled', async () => {
    const { trainer, newest, logged } = setUp();
    const run = trainer.run(start('a'), {}, () => undefined);
    trainer.close();
    await expect(run).rejects.toMatchObject({ kind: 'cancelled' });
    expect(newest().killed).toBe(true);
    expect(logged).toEqual(['trainer: ended by Wardrobe']);
  });

  test('nothing at all as a message ends it, too', async () => {
    const { trainer, newest } = setUp();
    const onProgress = vi.fn();
    const run = trainer.run(start('a'), {}, onProgress);
    newest().sayRaw(null);
    await expect(run).rejects.toMatchObject({ kind: 'internal' });
    expect(onProgress).not.toHaveBeenCalled();
  });
});
