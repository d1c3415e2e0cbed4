import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder';
import { cli } from './run-in-memory';
import { presets } from '../fixtures/fashion-mnist';

test('presets lists every one with its figures', async () => {
  const home = await temporaryFolder();
  const { code, json } = await cli(home, ['presets', '--json']);
  expect(code).toBe(0);
  expect(json().map(({ id, measured, plan }) => ({ id, measured, plan }))).toEqual(
    presets.map(({ id, measured, plan }) => ({ id, measured, plan })),
  );
  const { stdout } = await cli(home, ['presets']);
  for (const { id } of presets) expect(stdout).toContain(id);
});

test('a plan file that can not be used is told with the place', async () => {
  const home = await temporaryFolder();
  const file = join(home, 'plan.json');
  const train = async (text: string) => {
    await writeFile(file, text);
    return cli(home, ['train', '--plan', file]);
  };
  expect(await train('{')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('It is not JSON') as string,
  });
  const { plan } = presets[0]!;
  const wrong = await train(JSON.stringify({ ...plan, layers: [{ type: 'dense', units: 0 }] }));
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('layers[0].units has to be at least 1');
  const unfit = await train(JSON.stringify({ ...plan, layers: plan.layers.slice(1) }));
  expect(unfit).toMatchObject({ code: 1, stderr: expect.stringContaining('needs a flat input') as string });
  const missing = await cli(home, ['train', '--plan', join(home, 'nowhere.json'), '--json']);
  expect(missing.json()).toMatchObject([{ event: 'error', error: { kind: 'not-found' } }]);
});

test('a preset and a plan at once are refused', async () => {
  const home = await temporaryFolder();
  const both = await cli(home, ['train', '--preset', 'strong', '--plan', 'plan.json']);
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be used with') as string });
});
