import type { Session, WebContents } from 'electron';
import { expect, test } from 'vitest';
import { permitCameraAndCopying } from '../../../src/main/window/permissions';

type Request = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;

const page = { name: 'our page' } as unknown as WebContents;
const stranger = { name: 'another' } as unknown as WebContents;
const own = 'app://wardrobe/index.html';

/** What a session is told to answer. */
function answers() {
  let request: Request | undefined;
  let check: Check | undefined;
  const session = {
    setPermissionRequestHandler: (handler: Request) => (request = handler),
    setPermissionCheckHandler: (handler: Check) => (check = handler),
    setDevicePermissionHandler: () => undefined,
  };
  permitCameraAndCopying(session as unknown as Session, () => page);
  return (
    permission: string,
    { contents = page, url = own, isMainFrame = true, media = [] as string[] } = {},
  ): [requested: boolean | undefined, checked: boolean] => {
    let requested: boolean | undefined;
    const details = { isMainFrame, requestingUrl: url, mediaTypes: media, mediaType: media[0] };
    request!(contents, permission as never, (answer) => (requested = answer), details as never);
    return [requested, check!(contents, permission as never, url, details as never)];
  };
}

test("the app's own main frame may copy text and see by the camera", () => {
  const ask = answers();
  expect(ask('clipboard-sanitized-write')).toEqual([true, true]);
  expect(ask('media', { media: ['video'] })).toEqual([true, true]);
});

test('nothing else is permitted to it, and nothing at all to anyone else', () => {
  const ask = answers();
  for (const other of ['clipboard-read', 'notifications', 'geolocation', 'media', 'hid', 'openExternal'])
    expect(ask(other), other).toEqual([false, false]);
  expect(ask('media', { media: ['audio'] })).toEqual([false, false]);
  for (const who of [{ contents: stranger }, { url: 'https://example.org/' }, { isMainFrame: false }])
    for (const what of ['clipboard-sanitized-write', 'media'])
      expect(ask(what, { ...who, media: ['video'] }), what).toEqual([false, false]);
});
