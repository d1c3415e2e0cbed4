import { access, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { withLock } from '#core/files/lock';
import { answerAndCut } from '../../../fixtures/file-server';
import { expectInstalled, expectNothing, get, images, once, setUp } from '../../../fixtures/small-download';

it('is got once when it is asked for twice at the same time', async () => {
  const { folder, servers, server } = await setUp();
  const phases: DatasetProgress['phase'][][] = [[], []];
  const outcomes = await Promise.all(
    phases.map((told) => get(folder, servers, { onProgress: ({ phase }) => void told.push(phase) })),
  );
  const source = new URL(server.url).host;
  expect(outcomes).toMatchObject([{ source }, { source }]);
  expect(server.requests).toHaveLength(4);
  expect(phases.filter((told) => told.includes('downloading'))).toHaveLength(1);
  expect(phases.filter((told) => told.includes('waiting'))).toHaveLength(1);
  await expectInstalled(folder);
  await expect(access(`${folder}.lock`)).rejects.toThrow();
});

it('is continued after the process that was getting it died', async () => {
  const { folder, servers, server } = await setUp();
  server.fault = answerAndCut(9000);
  await get(folder, servers, once);
  await writeFile(`${folder}.lock`, JSON.stringify({ pid: 2 ** 30, started: null }));
  server.fault = () => false;
  expect(await get(folder, servers)).toHaveProperty('source');
  expect(server.requests).toContain(`${images} bytes=9000-`);
  await expectInstalled(folder);
});

it('is waited for no longer than wanted', async () => {
  const { folder, servers } = await setUp();
  await get(folder, [{ url: 'http://127.0.0.1:1' }]);
  const stop = new AbortController();
  await withLock(`${folder}.lock`, async () => {
    const onProgress = ({ phase, source }: DatasetProgress) => {
      if (phase !== 'waiting') return;
      expect(source).toBe('another Wardrobe that is getting it');
      stop.abort();
    };
    expect(await get(folder, servers, { signal: stop.signal, onProgress })).toMatchObject({
      kind: 'cancelled',
    });
  });
  await expectNothing(folder);
});
