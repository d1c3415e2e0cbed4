import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { answerRequest } = await import('../../../src/main/protocol/app-protocol');
const { resolveFile } = await import('../../../src/main/protocol/resolve-file');

let base: string;
let root: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'wardrobe-protocol-'));
  root = join(base, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(base, 'renderer-secret'));
  await writeFile(join(root, 'index.html'), '<p>page</p>');
  await writeFile(join(root, 'assets', 'a b.js'), 'export {}');
  await writeFile(join(base, 'secret.txt'), 'secret');
  await writeFile(join(base, 'renderer-secret', 'x.txt'), 'secret');
  await symlink(join(base, 'secret.txt'), join(root, 'link.txt'));
  await symlink(base, join(root, 'up'));
  await symlink('loop', join(root, 'loop'));
});

afterAll(() => rm(base, { recursive: true }));

const ask = (path: string, method = 'GET') =>
  answerRequest(root, new Request(`app://wardrobe${path}`, { method }));

test('a file is served with its type and the policy', async () => {
  const page = await ask('/index.html?x#y');
  expect(page.status).toBe(200);
  expect(await page.text()).toBe('<p>page</p>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|http|\*/);
  expect((await ask('/assets/a%20b.js')).headers.get('content-type')).toContain('text/javascript');
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/%252e%252e/secret.txt',
  '/../renderer-secret/x.txt',
  '/link.txt',
  '/up/secret.txt',
  '/loop',
  '/index.html%00.js',
  '/%',
  '//etc/passwd',
  '/assets',
  '/',
  '/nothing.js',
])('%s is not served', async (path) => {
  expect(await resolveFile(root, path)).toBeNull();
});

test('another host, and what is no GET, get nothing', async () => {
  expect((await answerRequest(root, new Request('app://other/index.html'))).status).toBe(404);
  expect((await ask('/index.html', 'POST')).status).toBe(405);
});
