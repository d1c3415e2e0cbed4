import type { Session, WebContents } from 'electron';
import { isAppUrl } from '../app-origin';

/** Permits the app's own main frame to use a camera, and nothing else to anyone: no sound, place, notes or devices. */
export function permitCameraOnly(session: Session, page: () => WebContents | undefined): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const videoOnly = permission === 'media' && types.length > 0 && types.every((type) => type === 'video');
    answer(videoOnly && contents === page() && details.isMainFrame && isAppUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    const video = permission === 'media' && details.mediaType === 'video';
    return video && contents === page() && details.isMainFrame && isAppUrl(origin);
  });
  session.setDevicePermissionHandler(() => false);
}
