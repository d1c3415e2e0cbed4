import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { WardrobeError } from '../../domain/errors';

const mostRedirects = 5;

/**
 * The answer to a GET, its body not read yet, after redirects. A raw request rather than `fetch`, which would unpack
 * what a server marks as gzip and so make positions in the file meaningless.
 */
export async function httpGet(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let current = parse(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await request(current, headers, signal);
    const { statusCode = 0 } = response;
    const { location } = response.headers;
    if (statusCode < 300 || statusCode > 399 || !location) return response;
    response.destroy();
    const next = parse(location, current);
    if (current.protocol === 'https:' && next.protocol !== 'https:')
      throw new WardrobeError('refused', `${current.host} sends on to an address without encryption.`);
    current = next;
  }
  throw new WardrobeError('refused', `${current.host} sends on from one address to another without end.`);
}

function parse(url: string, base?: URL): URL {
  const parsed = URL.canParse(url, base?.href) ? new URL(url, base) : null;
  if (parsed && ['http:', 'https:'].includes(parsed.protocol)) return parsed;
  throw new WardrobeError('bad-input', `"${url}" is not a web address.`, 'It should begin with https://.');
}

function request(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  const { request: send } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const options = { signal, agent: false, headers: { 'accept-encoding': 'identity', ...headers } };
    send(url, options, resolve).on('error', reject).end();
  });
}
