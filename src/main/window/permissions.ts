import type { Session, WebContents } from 'electron';
import { isAppUrl } from '../app-origin';

/**
 * Permits the app's own main frame to use a camera and to write text to the clipboard, and nothing else to anyone: no sound,
 * no reading of the clipboard, no place, notes or devices.
 */
export function permitCameraAndCopying(session: Session, page: () => WebContents | undefined): void {
  const permitted = (permission: string, media: readonly (string | undefined)[]): boolean =>
    permission === 'clipboard-sanitized-write' ||
    (permission === 'media' && media.length > 0 && media.every((type) => type === 'video'));

  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const own = contents === page() && details.isMainFrame && isAppUrl(details.requestingUrl);
    answer(own && permitted(permission, media));
  });
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    const own = contents === page() && details.isMainFrame && isAppUrl(origin);
    return own && permitted(permission, [details.mediaType]);
  });
  session.setDevicePermissionHandler(() => false);
}
