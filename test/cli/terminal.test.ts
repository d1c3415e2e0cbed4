import { expect, test } from 'vitest';
import { Terminal } from '../../src/cli/terminal';

/** What is written, in order, with the stream it went to. */
function watched(changes: { answersOnTerminal: boolean }) {
  const written: string[] = [];
  const terminal = new Terminal(
    {
      env: {},
      out: (text) => written.push(`out ${JSON.stringify(text)}`),
      err: (text) => written.push(`err ${JSON.stringify(text)}`),
      rewrites: true,
      columns: () => 20,
      onInterrupt: () => () => undefined,
      quit: () => undefined,
      ...changes,
    },
    false,
  );
  return { terminal, written };
}

test('an answer on a terminal clears the line itself: what clears it on stderr may come later', () => {
  const { terminal, written } = watched({ answersOnTerminal: true });
  terminal.progress('Epoch 1 of 5, far too long for the line');
  terminal.answer({}, 'done');
  terminal.answer({}, 'more');
  expect(written).toEqual([
    'err "\\r\\u001b[KEpoch 1 of 5, far t"',
    'err "\\r\\u001b[K"',
    'out "\\r\\u001b[K"',
    'out "done\\n"',
    'out "more\\n"',
  ]);
});

test('an answer into a file holds nothing but the answer', () => {
  const { terminal, written } = watched({ answersOnTerminal: false });
  terminal.progress('Epoch 1');
  terminal.answer({}, 'done');
  expect(written.filter((text) => text.startsWith('out'))).toEqual(['out "done\\n"']);
});
