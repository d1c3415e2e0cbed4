import type { ErrorInfo } from '#core/domain/errors';
import type { WebcamStatus } from './webcam.svelte';

/** Why there is no picture from the camera and what to do; null where there is one, or none is wanted. */
export function webcamTrouble(status: WebcamStatus): ErrorInfo | null {
  switch (status) {
    case 'denied':
      return {
        kind: 'camera',
        message: 'The camera is not allowed.',
        hint: 'Allow Wardrobe to use it in the privacy settings of your system, then try again.',
      };
    case 'absent':
      return { kind: 'camera', message: 'No camera was found.', hint: 'Plug one in, then try again.' };
    case 'busy':
      return {
        kind: 'camera',
        message: 'The camera gives no picture.',
        hint: 'Another program may be using it: close that one, then try again.',
      };
    case 'unplugged':
      return { kind: 'camera', message: 'The camera is gone.', hint: 'Plug it in again, then try again.' };
    case 'off':
    case 'asking':
    case 'live':
      return null;
  }
}
