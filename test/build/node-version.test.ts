import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { isAtLeast, oldestNode } from '../../build/setup/node-version.mjs';

const build = resolve(import.meta.dirname, '../../build');

it('compares versions by number', () => {
  expect(isAtLeast('20.19.0', '20.19.0')).toBe(true);
  expect(isAtLeast('20.9.9', '20.19.0')).toBe(false);
  expect(isAtLeast('22.1.0', '20.19.0')).toBe(true);
  expect(isAtLeast('18.20.8', '20.19.0')).toBe(false);
});

it('asks for the Node that package.json names', () => {
  expect(manifest.engines.node).toBe(`>=${oldestNode}`);
});

it.each(['start.mjs', 'test.mjs', 'wardrobe.mjs'])(
  '%s stops on an older Node and says what to do',
  (program) => {
    const pretend = `
    Object.defineProperty(process.versions, 'node', { value: '18.20.8' });
    await import(${JSON.stringify(pathToFileURL(join(build, program)).href)});`;
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', pretend], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toBe(
      `Wardrobe needs Node ${oldestNode} or newer, and this is Node 18.20.8.\n` +
        'Install a newer one (for example with "nvm install 20"), then start again.\n',
    );
    expect(stdout).toBe('');
  },
);
