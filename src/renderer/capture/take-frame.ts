import { prepareFor } from '#core/image/prepare-for';
import { drawUpright, pixelsOf, upright } from '../classify/decode-picture';
import { capturedAs } from './capture-state.svelte';

/** What the camera sees now, as Classify will prepare it for a model of the set. Null where there is no frame at this moment. */
export async function takeFrame(video: HTMLVideoElement): Promise<Uint8Array | null> {
  try {
    const canvas = drawUpright(upright(await createImageBitmap(video)));
    return prepareFor(capturedAs, pixelsOf(canvas), canvas.width, canvas.height);
  } catch {
    return null;
  }
}
