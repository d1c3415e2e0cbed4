import { expect, test } from 'vitest';
import { exitWords } from '../../../src/main/training/exit-words';

test('a signal comes as its own number, where there are signals', () => {
  expect(exitWords(9, 'linux')).toContain('ended from outside');
  expect(exitWords(11, 'linux')).toBe('crashed, SIGSEGV');
  expect(exitWords(6, 'linux')).toBe('crashed, SIGABRT');
  expect(exitWords(1, 'linux')).toBe('exit code 1');
  expect(exitWords(137, 'linux')).toBe('exit code 137');
  expect(exitWords(9, 'win32')).toBe('exit code 9');
});
