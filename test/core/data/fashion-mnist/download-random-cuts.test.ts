import { access, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { it } from 'vitest';
import { answerAndCut } from '../../../fixtures/file-server';
import { expectInstalled, get, quick, setUp } from '../../../fixtures/small-download';
import { seeded } from '../../../fixtures/seeded';

it('gets there whatever is cut, where, and however often it is started again', async () => {
  const { folder: parent, server } = await setUp();
  // A cut every few bytes would get there too, after thousands of requests.
  const position = fc.oneof(fc.constant(0), fc.integer({ min: 4000, max: 40_000 }));
  const cut = fc.oneof(
    position.map((bytes) => ({ kind: 'cut' as const, bytes })),
    position.map((bytes) => ({ kind: 'kill' as const, bytes })),
    position.map((bytes) => ({ kind: 'other-etag' as const, bytes })),
    position.map((bytes) => ({ kind: 'shorten-kept' as const, bytes })),
  );
  let runs = 0;
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 6 }), async (cuts) => {
      const folder = `${parent}-${(runs += 1)}`;
      for (const { kind, bytes } of cuts) {
        const stop = new AbortController();
        if (kind === 'other-etag')
          for (const [name, file] of server.files)
            server.files.set(name, { ...file, etag: `"changed-${(changes += 1)}"` });
        if (kind === 'shorten-kept') await shortenKept(`${folder}.partial`, bytes);
        server.fault = (request, response, file) => {
          const wasCut = answerAndCut(bytes)(request, response, file);
          if (kind === 'kill' && wasCut) setTimeout(() => stop.abort(), 1);
          return wasCut;
        };
        await get(folder, [server], { signal: stop.signal, patience: { ...quick, retries: 1 } });
        if (await exists(folder)) await expectInstalled(folder);
      }
      server.fault = () => false;
      await get(folder, [server]);
      await expectInstalled(folder);
    }),
    { ...seeded, numRuns: 25 },
  );
});

async function shortenKept(folder: string, bytes: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    if (/\.gz\.[0-9a-f]+$/.test(name)) await truncate(join(folder, name), bytes).catch(() => undefined);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
