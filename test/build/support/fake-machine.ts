import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A machine with an empty cache and home and only those programs on it that a test puts there. */
export interface FakeMachine {
  root: string;
  cache: string;
  home: string;
  /** Puts a shell script on PATH. `$LOG` is a file that every program may append to. */
  program(name: string, script: string): Promise<void>;
  /** What the programs appended to `$LOG`. */
  log(): Promise<string>;
  /** What the set-up has told people so far. */
  said(): string;
  remove(): Promise<void>;
}

export async function fakeMachine(): Promise<FakeMachine> {
  const root = await mkdtemp(join(tmpdir(), 'wardrobe-set-up-'));
  const [programs, log] = [join(root, 'programs'), join(root, 'log')];
  await mkdir(programs);
  await writeFile(log, '');
  const before = { ...process.env };
  const cache = join(root, 'cache');
  const home = join(root, 'home');
  Object.assign(process.env, { PATH: programs, LOG: log, WARDROBE_CACHE: cache, WARDROBE_HOME: home });

  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return {
    root,
    cache,
    home,
    async program(name, script) {
      await writeFile(join(programs, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(programs, name), 0o755);
    },
    log: () => readFile(log, 'utf8'),
    said: () => written.join(''),
    async remove() {
      spy.mockRestore();
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await rm(root, { recursive: true, force: true });
    },
  };
}
