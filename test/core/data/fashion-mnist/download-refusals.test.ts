import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileServer } from '../../../fixtures/file-server';
import { expectInstalled, expectNothing, get, images, setUp } from '../../../fixtures/small-download';

describe('downloading the data set', () => {
  const wrongs: Record<string, [change: (server: FileServer) => void, kind: string, message: RegExp]> = {
    'one flipped byte': [
      (server) => {
        const file = server.files.get(images)!;
        const body = Buffer.from(file.body);
        body[body.length >> 1]! ^= 4;
        server.files.set(images, { ...file, body });
      },
      'checksum',
      /content differs|not a whole gzip/,
    ],
    'a web page with status 200': [
      (server) => {
        server.fault = (_, response) => {
          response
            .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
            .end('<html>Please log in</html>');
          return true;
        };
      },
      'checksum',
      /web page/,
    ],
    'a web page that says it is a file': [
      (server) => server.files.set(images, { body: Buffer.from('<html>'), etag: null }),
      'checksum',
      /content differs/,
    ],
    'a gzip bomb': [
      (server) => server.files.set(images, { body: gzipSync(Buffer.alloc(20_000_000)), etag: null }),
      'too-large',
      /unpacks to more/,
    ],
    'an endless file': [
      (server) => {
        server.fault = (_, response) => {
          const send = (): void =>
            void (response.destroyed || response.write(Buffer.alloc(65536), () => setImmediate(send)));
          response.writeHead(200);
          send();
          return true;
        };
      },
      'checksum',
      /more than the file can have/,
    ],
    'a file said to be of 10 GB': [
      (server) => {
        server.fault = (_, response) => {
          response.writeHead(200, { 'content-length': 1e10 }).write('x');
          return true;
        };
      },
      'checksum',
      /more than the file can have/,
    ],
    'status 403': [
      (server) => {
        server.fault = (_, response) => Boolean(response.writeHead(403).end());
      },
      'offline',
      /status 403/,
    ],
    'status 503': [
      (server) => {
        server.fault = (_, response) => Boolean(response.writeHead(503).end());
      },
      'offline',
      /status 503/,
    ],
    'redirects without end': [
      (server) => {
        server.fault = (request, response) =>
          Boolean(response.writeHead(302, { location: request.url }).end());
      },
      'refused',
      /without end/,
    ],
    'a redirect to a local file': [
      (server) => {
        server.fault = (_, response) =>
          Boolean(response.writeHead(302, { location: 'file:///etc/passwd' }).end());
      },
      'bad-input',
      /not a web address/,
    ],
  };
  for (const [name, [change, kind, message]] of Object.entries(wrongs))
    it(`refuses ${name}, installs nothing, and takes the next mirror`, async () => {
      const { folder, servers, server } = await setUp(2);
      change(server);
      const alone = await get(folder, [server]);
      expect(alone.kind).toBe(kind);
      expect(alone.last?.attempts[0]?.message).toMatch(message);
      expect(alone.hint).toMatch(/folder/);
      await expectNothing(folder);
      expect((await get(folder, servers)).last?.attempts).toHaveLength(1);
      await expectInstalled(folder);
    });
});
