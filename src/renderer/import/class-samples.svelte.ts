import type { PictureShape } from '#core/domain/data-set';
import type { ImportOptions, ImportPreview } from '#shared/contracts/imports';
import { client } from '../client';
import type { Target } from './decode-messages';
import { importState } from './import-state.svelte';
import { readAll } from './read-all';

/** A picture of a class as it comes, small, and as the set will hold it; `null` when it can't be used. */
export interface Sample {
  original: { pixels: Uint8Array; shape: PictureShape };
  fitted: { pixels: Uint8Array; shape: PictureShape };
}

const shownShape: PictureShape = { height: 96, width: 96, channels: 3 };

/** The sample pictures of one class, decoded as the set will be; again when the settings change. */
export class ClassSamples {
  shown = $state.raw<readonly (Sample | null | undefined)[]>([]);
  #round = 0;

  /** Null stands for a picture that can't be read; until a picture is there it is undefined. */
  async load(
    indices: readonly number[],
    { pixelShape }: Pick<ImportPreview, 'pixelShape'>,
    options: Pick<ImportOptions, 'shape' | 'preparation'>,
  ): Promise<void> {
    const round = ++this.#round;
    const target: Target = { shape: { ...options.shape }, preparation: options.preparation };
    const set = (position: number, sample: Sample | null) => {
      if (round === this.#round) this.shown = Object.assign([...this.shown], { [position]: sample });
    };
    let position = 0;
    for await (const bytes of readAll(client.imports, indices)) {
      if (round !== this.#round) return;
      const at = position++;
      if (bytes === null) set(at, null);
      else if (pixelShape) {
        const picture = { pixels: bytes, shape: pixelShape };
        set(at, { original: picture, fitted: picture });
      } else void this.#decode(bytes, target).then((sample) => set(at, sample));
    }
  }

  async #decode(bytes: Uint8Array, target: Target): Promise<Sample | null> {
    try {
      const { original, pixels } = await importState.decoders.use((decoder) => decoder.show(bytes, target));
      return {
        original: { pixels: original, shape: shownShape },
        fitted: { pixels, shape: target.shape },
      };
    } catch {
      return null;
    }
  }
}
