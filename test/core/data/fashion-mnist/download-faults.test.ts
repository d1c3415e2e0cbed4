import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { DatasetProgress } from '#core/data/fashion-mnist/get-dataset';
import { answerAndCut, startOf, type FileServer } from '../../../fixtures/file-server';
import {
  expectInstalled,
  expectNothing,
  get,
  images,
  once,
  quick,
  setUp,
} from '../../../fixtures/small-download';

/** Long enough for what was written to be read, also where the machine stood still meanwhile: ten turns of the event loop. */
async function inAWhile(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await wait(5);
}

describe('downloading the data set', () => {
  it('installs it, and finds it there the next time', async () => {
    const { folder, servers, server } = await setUp();
    const { source, last } = await get(folder, servers);
    expect(source).toBe(new URL(server.url).host);
    expect(last).toMatchObject({ phase: 'installing', attempts: [] });
    await expectInstalled(folder);
    await server.close();
    expect((await get(folder, servers)).source).toBe(source);
  });

  it('goes on where a connection was cut', async () => {
    const { folder, servers, server } = await setUp();
    server.fault = answerAndCut(9000);
    await get(folder, servers);
    await expectInstalled(folder);
    expect(server.requests).toContain(`${images} bytes=9000-`);
  });

  it('keeps what has come when it is cancelled, and goes on later', async () => {
    const { folder, servers, server } = await setUp();
    const stop = new AbortController();
    server.fault = (request, response, file) => {
      if (request.url !== images) return false;
      response.writeHead(200, { etag: file.etag ?? '', 'content-length': file.body.length });
      response.write(file.body.subarray(0, 5000), () => void inAWhile().then(() => stop.abort()));
      return true;
    };
    expect(await get(folder, servers, { signal: stop.signal })).toMatchObject({ kind: 'cancelled' });
    await expectNothing(folder);
    server.fault = () => false;
    await get(folder, servers);
    await expectInstalled(folder);
    expect(server.requests).toContain(`${images} bytes=5000-`);
  });

  it('is cancelled at once when it was cancelled before', async () => {
    const { folder, servers, server } = await setUp();
    expect(await get(folder, servers, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'cancelled' });
    expect(server.requests).toEqual([]);
  });

  it('gives up on a server that stalls, and takes the next', async () => {
    const { folder, servers, server } = await setUp(2);
    server.fault = (_, response, { body }) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, 100));
      return true;
    };
    const { source, last } = await get(folder, servers, {
      patience: { ...quick, stallMs: 2000, retries: 1 },
    });
    expect(source).toBe(new URL(servers[1]!.url).host);
    expect(last?.attempts[0]?.message).toMatch(/sent nothing for/);
    await expectInstalled(folder);
  });

  it('does not wait three times for a server that never answers', async () => {
    const { folder, servers, server } = await setUp(2);
    server.fault = () => true;
    await get(folder, servers, { patience: { ...quick, stallMs: 2000 } });
    await expectInstalled(folder);
    expect(server.requests).toHaveLength(1);
  });

  const restarts: Record<string, (server: FileServer) => void> = {
    'ignores Range': (server) => {
      server.fault = (_, response, { body }) => {
        response.writeHead(200, { 'content-length': body.length }).end(body);
        return true;
      };
    },
    'answers 416': (server) => {
      server.fault = (request, response) => {
        if (startOf(request) > 0) response.writeHead(416).end();
        return startOf(request) > 0;
      };
    },
    'sends another range than asked for': (server) => {
      server.fault = (request, response, { body, etag }) => {
        const start = startOf(request);
        if (start === 0) return false;
        const range = `bytes ${start - 5}-${body.length - 1}/${body.length}`;
        response.writeHead(206, { etag: etag ?? '', 'content-range': range }).end(body.subarray(start - 5));
        return true;
      };
    },
    'sends a range of a file of another size': (server) => {
      server.fault = (request, response, { body, etag }) => {
        const start = startOf(request);
        if (start === 0) return false;
        const range = `bytes ${start}-${body.length}/${body.length + 1}`;
        response.writeHead(206, { etag: etag ?? '', 'content-range': range }).end(body.subarray(start));
        return true;
      };
    },
    'has another file now (ETag)': (server) => {
      for (const [name, { body }] of server.files) server.files.set(name, { body, etag: '"2"' });
    },
    'ignores If-Range and sends a range of another file': (server) => {
      server.fault = (request, response, { body }) => {
        const start = startOf(request);
        if (start === 0) return false;
        const range = `bytes ${start}-${body.length - 1}/${body.length}`;
        response.writeHead(206, { etag: '"2"', 'content-range': range }).end(body.subarray(start));
        return true;
      };
    },
  };
  for (const [name, change] of Object.entries(restarts))
    it(`starts the file over when the server ${name}`, async () => {
      const { folder, servers, server } = await setUp();
      server.fault = answerAndCut(7000);
      expect(await get(folder, servers, once)).toMatchObject({ kind: 'offline' });
      const before = await readdir(`${folder}.partial`);
      expect(before.some((entry) => entry.includes('train-images') && !entry.endsWith('.json'))).toBe(true);
      server.requests.length = 0;
      server.fault = () => false;
      change(server);
      await get(folder, servers);
      await expectInstalled(folder);
      expect(server.requests[0]).toBe(`${images} bytes=7000-`);
    });

  it('starts over by itself when the partial file is bad', async () => {
    const { folder, servers, server } = await setUp();
    server.fault = answerAndCut(7000);
    await get(folder, servers, once);
    server.fault = () => false;
    const names = await readdir(`${folder}.partial`);
    const kept = names.find((entry) => /^train-images.*\.gz\.[0-9a-f]+$/.test(entry))!;
    await writeFile(join(`${folder}.partial`, kept), Buffer.alloc(7000));
    const { last } = await get(folder, servers);
    expect(last?.attempts).toEqual([]);
    await expectInstalled(folder);
  });

  it('does not trust kept bytes whose notes are gone or torn', async () => {
    const { folder, servers, server } = await setUp();
    server.fault = answerAndCut(7000);
    await get(folder, servers, once);
    server.fault = () => false;
    server.requests.length = 0;
    const notes = (await readdir(`${folder}.partial`)).find((entry) => entry.endsWith('.json'))!;
    await truncate(join(`${folder}.partial`, notes), 9);
    await get(folder, servers);
    await expectInstalled(folder);
    expect(server.requests[0]).toBe(images);
  });

  it('follows redirects and knows files without ETag or length', async () => {
    const { folder, servers, server } = await setUp(2);
    server.fault = (request, response) =>
      Boolean(response.writeHead(301, { location: `${servers[1]!.url}${request.url}` }).end());
    servers[1]!.fault = (_, response, { body }) => {
      response.writeHead(200);
      response.write(body.subarray(0, 50));
      response.end(body.subarray(50));
      return true;
    };
    expect((await get(folder, [server])).kind).toBeUndefined();
    await expectInstalled(folder);
  });

  it('says offline, with a way out, when no server can be reached', async () => {
    const { folder, servers } = await setUp(2);
    await Promise.all(servers.map((server) => server.close()));
    const { kind, hint, last } = await get(folder, servers, {
      patience: { stallMs: 60_000, retries: 2, retryDelayMs: 60_000 },
    });
    expect(kind).toBe('offline');
    expect(hint).toMatch(/use files you have/);
    expect(last?.attempts.map(({ message }) => message)).toEqual([
      expect.stringMatching(/could not be reached: the connection was refused/),
      expect.stringMatching(/could not be reached/),
    ]);
  });

  it('tells bytes, total and seconds left, not more than about ten times a second', async () => {
    const { folder, servers, server } = await setUp();
    const entries: DatasetProgress[] = [];
    server.fault = (request, response, { body }) => {
      if (request.url !== images) return false;
      response.writeHead(200, { 'content-length': body.length });
      const send = (at: number): void => {
        if (at >= body.length) response.end();
        else response.write(body.subarray(at, at + 200), () => setTimeout(() => send(at + 200), 3));
      };
      send(0);
      return true;
    };
    const started = performance.now();
    await get(folder, servers, { onProgress: (progress) => void entries.push(progress) });
    const downloading = entries.filter(({ phase, doneBytes }) => phase === 'downloading' && doneBytes > 0);
    expect(downloading.length).toBeLessThanOrEqual((performance.now() - started) / 100 + 1);
    expect(downloading.some(({ secondsLeft }) => secondsLeft !== null && secondsLeft > 0)).toBe(true);
    expect(downloading.map(({ doneBytes }) => doneBytes)).toEqual(
      downloading.map(({ doneBytes }) => doneBytes).sort((a, b) => a - b),
    );
  });
});
