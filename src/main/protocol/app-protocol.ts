import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { appScheme, isAppUrl } from '../app-origin';
import { contentSecurityPolicy } from './content-security-policy';
import { mediaTypeOf } from './media-types';
import { resolveFile } from './resolve-file';

/** Has to happen before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the files of `folder`, and no others, as app://wardrobe/…. */
export function serveApp(folder: string): void {
  protocol.handle(appScheme, (request) => answerRequest(folder, request));
}

/** 404 for everything that is not a file of ours; 405 for what is not a GET. */
export async function answerRequest(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405 });
  const file = isAppUrl(request.url) ? await resolveFile(folder, new URL(request.url).pathname) : null;
  if (file === null) return new Response('Not found', { status: 404, headers: headersFor('.txt') });
  return new Response(await readFile(file), { headers: headersFor(file) });
}

function headersFor(file: string): Record<string, string> {
  return {
    'Content-Type': mediaTypeOf(file),
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}
