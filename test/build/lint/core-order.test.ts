import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import ts from 'typescript-eslint';
import { describe, expect, it, test } from 'vitest';
import { coreOrder, coreOrderRule } from '../../../build/lint/core-order.js';

const project = join(import.meta.dirname, '../../..');

/** What the rule says of a file of core with this one line in it. */
function messages(path: string, line: string): string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser: ts.parser as Linter.Parser },
    plugins: { house: { rules: { 'core-order': coreOrderRule } } },
    rules: { 'house/core-order': 'error' },
  };
  const found = new Linter({ cwd: project }).verify(line, config, join(project, 'src/core', path));
  return found.map(({ message }) => message);
}

describe('an import of core that goes up the order is refused', () => {
  test.each([
    ['of a value', 'domain/engine.ts', "import { a } from '../runs/store/run-store';"],
    ['of a type', 'domain/engine.ts', "import type { A } from '../model/training-plan';"],
    ['by its alias', 'data/idx.ts', "import { a } from '#core/training/train-run';"],
    ['as an export', 'model/shapes.ts', "export { a } from '../coach/coach';"],
    ['of everything', 'model/shapes.ts', "export * from '../coach/coach';"],
    ['within code', 'files/lock.ts', "const a = await import('../runs/store/run-store');"],
    ['within a type', 'files/lock.ts', "type A = import('../runs/store/run-store').RunStore;"],
    ['from a file beside the folders', 'in-turn.ts', "import { a } from './domain/errors';"],
    ['within a folder that has an order', 'runs/format/run-id.ts', "import { a } from '../store/run-store';"],
    ['from an operation to the rest of its folder', 'graph/ops/arrays.ts', "import { a } from '../network';"],
  ])('%s', (_, path, line) => {
    expect(messages(path, line)).toEqual([expect.stringContaining('core-order.js')]);
  });

  it('and names both sides', () => {
    expect(messages('runs/store/run-store.ts', "import { a } from '../../training/train-run';")).toEqual([
      'core: runs/store comes before training in build/lint/core-order.js, so it cannot import it, not even a type.',
    ]);
  });
});

test.each([
  ['down the order', 'training/train-run.ts', "import { a } from '../runs/store/run-store';"],
  ['within a folder', 'runs/store/run-store.ts', "import { a } from './outcomes';"],
  ['of a file beside the folders', 'domain/errors.ts', "import { a } from '../in-turn';"],
  ['of what is not in core', 'domain/errors.ts', "import { z } from 'zod';"],
  ['of a builder by a layer', 'graph/layers/dense.ts', "import { a } from '../graph-builder';"],
])('an import %s is allowed', (_, path, line) => {
  expect(messages(path, line)).toEqual([]);
});

test('a folder without a place in the order is refused', () => {
  expect(messages('attic/box.ts', 'export {};')).toEqual([expect.stringContaining('attic/box.ts')]);
  expect(messages('coach/coach.ts', "import { a } from '../attic/box';")).toHaveLength(1);
});

test('each place of the order is a folder that is there', () => {
  const folders = readdirSync(join(project, 'src/core'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const placed = new Set(coreOrder.flatMap(({ holds }) => holds.map((start) => start.split('/')[0]!)));
  expect([...placed].sort()).toEqual(folders.sort());
});

test('the rule is on for every file of core', async () => {
  const eslint = new ESLint({ cwd: project });
  for (const file of [
    'src/core/domain/errors.ts',
    'src/core/tensorflow/graph-engine/graph-engine.ts',
    'src/core/in-turn.ts',
  ]) {
    const config = (await eslint.calculateConfigForFile(join(project, file))) as Linter.Config;
    expect(config.rules?.['house/core-order'], file).toEqual([2]);
  }
});
