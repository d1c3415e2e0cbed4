import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { Supervisor, type Child, type ChildEvents, type Request } from '#shared/supervisor';

interface Reply {
  id: number;
  answer: string;
}

/** A child in memory; it exits when the test says so, also after it was killed. */
class FakeChild implements Child<number> {
  readonly heard: number[] = [];
  killed = false;

  constructor(readonly events: ChildEvents<Reply>) {}

  post(message: number): void {
    this.heard.push(message);
  }

  kill(): void {
    this.killed = true;
  }

  exit(): void {
    this.events.exit(new WardrobeError('trainer-exited', 'It crashed.'));
  }
}

const tooLate = new WardrobeError('timeout', 'It took too long.');
let children: FakeChild[];
let supervisor: Supervisor<number, Reply>;

beforeEach(() => {
  vi.useFakeTimers();
  children = [];
  supervisor = new Supervisor((events) => {
    const child = new FakeChild(events);
    children.push(child);
    return child;
  });
});
afterEach(() => vi.useRealTimers());

const newest = (): FakeChild => children.at(-1)!;

function ask(id: number, options: Pick<Request<number, Reply, string>, 'deadline' | 'repeats'> = {}) {
  const reply = supervisor.ask<string>({
    message: id,
    hear: (heard, { resolve, reject }) => {
      if (heard.id !== id) return;
      if (heard.answer === 'no') reject(new WardrobeError('refused', 'No.'));
      else resolve(heard.answer);
    },
    ...options,
  });
  // A test that does not look at a rejection leaves it on purpose.
  reply.catch(() => undefined);
  return reply;
}

const say = (id: number, answer = 'yes') => newest().events.message({ id, answer });

/** Leaves a child that has answered and waits for the next request. */
async function warmUp(): Promise<void> {
  const reply = ask(0);
  say(0);
  await reply;
}

test('one child answers request after request; what is about another request is dropped', async () => {
  await warmUp();
  const reply = ask(1);
  say(0, 'too late');
  say(1, 'one');
  say(1, 'once more');
  await expect(reply).resolves.toBe('one');
  expect(children).toHaveLength(1);
  expect(newest().heard).toEqual([0, 1]);
});

test('a request can be refused by a child that stays', async () => {
  const reply = ask(1);
  say(1, 'no');
  await expect(reply).rejects.toMatchObject({ kind: 'refused' });
  await warmUp();
  expect(children).toHaveLength(1);
});

test('one request at a time', async () => {
  const reply = ask(1);
  expect(supervisor.isBusy).toBe(true);
  await expect(ask(2)).rejects.toThrow('open already');
  say(1);
  await expect(reply).resolves.toBe('yes');
  expect(supervisor.isBusy).toBe(false);
});

test('a child that misses its deadline is killed, and the request rejects with the reason once it is gone', async () => {
  const rejected = vi.fn();
  const reply = ask(1, { deadline: { ms: 100, reason: tooLate } });
  reply.catch(rejected);
  await vi.advanceTimersByTimeAsync(99);
  expect(newest().killed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(newest().killed).toBe(true);
  expect(rejected).not.toHaveBeenCalled();
  newest().exit();
  await expect(reply).rejects.toBe(tooLate);
  await warmUp();
  expect(children).toHaveLength(2);
});

test('a deadline can be moved, and is over with its request', async () => {
  const reply = ask(1, { deadline: { ms: 100, reason: tooLate } });
  await vi.advanceTimersByTimeAsync(90);
  supervisor.setDeadline({ ms: 100, reason: tooLate });
  await vi.advanceTimersByTimeAsync(90);
  say(1);
  await reply;
  await vi.advanceTimersByTimeAsync(1000);
  expect(newest().killed).toBe(false);
});

test('a child that exits by itself rejects the request with why', async () => {
  const reply = ask(1);
  newest().exit();
  await expect(reply).rejects.toMatchObject({ kind: 'trainer-exited' });
  expect(supervisor.isBusy).toBe(false);
});

test('a child that fails is killed, and the request rejects with the failure', async () => {
  const reply = ask(1);
  newest().events.fail(new WardrobeError('internal', 'It talks nonsense.'));
  expect(newest().killed).toBe(true);
  newest().exit();
  await expect(reply).rejects.toMatchObject({ kind: 'internal' });
});

test('a warm child that has died unnoticed is replaced once where the request may be repeated', async () => {
  await warmUp();
  const reply = ask(1, { repeats: () => true });
  newest().exit();
  expect(children.map(({ heard }) => heard)).toEqual([[0, 1], [1]]);
  newest().exit();
  await expect(reply).rejects.toMatchObject({ kind: 'trainer-exited' });
  expect(children).toHaveLength(2);
});

test.each([
  ['may not be repeated', () => ask(1, { repeats: () => false })],
  ['does not say that it may be', () => ask(1)],
  [
    'has been answered in part',
    () => {
      const reply = ask(1, { repeats: () => true });
      say(9);
      return reply;
    },
  ],
])('a warm child that dies costs a request that %s', async (_, begin) => {
  await warmUp();
  const reply = begin();
  newest().exit();
  await expect(reply).rejects.toMatchObject({ kind: 'trainer-exited' });
  expect(children).toHaveLength(1);
});

test('a fresh child that dies is not tried again', async () => {
  const reply = ask(1, { repeats: () => true });
  newest().exit();
  await expect(reply).rejects.toMatchObject({ kind: 'trainer-exited' });
  expect(children).toHaveLength(1);
});

test('a child that is being ended gets no request; its end does not touch the next one', async () => {
  await warmUp();
  supervisor.end();
  expect(newest().killed).toBe(true);
  const reply = ask(1);
  expect(children).toHaveLength(2);
  children[0]!.events.message({ id: 1, answer: 'from the old one' });
  children[0]!.events.fail(tooLate);
  children[0]!.exit();
  expect(newest().killed).toBe(false);
  say(1);
  await expect(reply).resolves.toBe('yes');
});

test('a child that can not be started or spoken to refuses the request and no other', async () => {
  let fault: 'start' | 'post' | null = 'start';
  const faulty = new Supervisor<number, Reply>((events) => {
    if (fault === 'start') throw new Error('No process left.');
    const child = new FakeChild(events);
    children.push(child);
    child.post = () => {
      if (fault === 'post') throw new Error('This can not be cloned.');
      events.message({ id: 1, answer: 'yes' });
    };
    return child;
  });
  const request: Request<number, Reply, string> = {
    message: 1,
    hear: ({ answer }, { resolve }) => resolve(answer),
  };
  await expect(faulty.ask(request)).rejects.toThrow('No process');
  fault = 'post';
  await expect(faulty.ask(request)).rejects.toThrow('cloned');
  fault = null;
  await expect(faulty.ask(request)).resolves.toBe('yes');
});

test('without an open request nothing is told', async () => {
  supervisor.tell(5);
  await warmUp();
  supervisor.tell(6);
  expect(newest().heard).toEqual([0]);
  void ask(1);
  supervisor.tell(7);
  expect(newest().heard).toEqual([0, 1, 7]);
});
