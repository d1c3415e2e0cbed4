import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DataLibrary } from '#core/data/library/data-library';
import { openDataSet } from '#core/data/open-data-set';
import { dataSetsFolder } from '#core/folders';
import { bundleChild } from '../../../fixtures/bundle-child';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

/** `WARDROBE_KILLS=1000` looks longer. */
const kills = Number(process.env.WARDROBE_KILLS ?? 30);

it(
  'leaves only whole sets when the process is killed at any moment',
  async () => {
    const home = await temporaryFolder();
    const script = await bundleChild('endless-sets-child.ts');
    const library = new DataLibrary(home);
    let leftovers = 0;
    for (let round = 0; round < kills; round++) {
      const child = spawn(process.execPath, [script, home, `r${round}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const begun = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => null)]);
      expect(begun, 'the writer ended by itself').not.toBeNull();
      await pause((round * 37.7) % 60);
      child.kill('SIGKILL');
      await once(child, 'close');
      leftovers += (await readdir(dataSetsFolder(home))).filter((name) => name.startsWith('.')).length;
      await library.tidy();
    }
    expect(leftovers).toBeGreaterThan(0);
    // A lock whose process was killed before it wrote its name is given five seconds to do so.
    const hidden = async () => {
      await library.tidy();
      return (await readdir(dataSetsFolder(home))).filter((name) => name.startsWith('.'));
    };
    await expect.poll(hidden, { timeout: 15_000, interval: 500 }).toEqual([]);
    const { sets, unreadable } = await library.list();
    expect(unreadable).toEqual([]);
    expect(sets.length).toBeGreaterThan(kills / 2);
    for (const { dataSet, versions } of sets.slice(1))
      for (const { version } of versions) {
        const { train, test } = await openDataSet(home, dataSet.id, version);
        expect(train.labels.length + test.labels.length).toBe(version === '1' ? 120 : 80);
      }
  },
  Math.max(120_000, kills * 5_000),
);
