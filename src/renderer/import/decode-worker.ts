import { toErrorInfo } from '#core/domain/errors';
import type { DecodeAnswer, DecodeReplyMessage, DecodeTaskMessage } from './decode-messages';
import { fitPictures, showPicture } from './fit-pictures';

/** Decodes and fits an import's pictures away from the window's own thread. DecodeWorker is the other end. */
const signEvery = 250;
let lastSign = 0;

function tellWorking(id: number): void {
  const now = performance.now();
  if (now - lastSign < signEvery) return;
  lastSign = now;
  post({ id, type: 'working' });
}

const post = (message: DecodeReplyMessage, moved: Transferable[] = []): void =>
  self.postMessage(message, { transfer: moved });

self.onmessage = async ({ data }: MessageEvent<DecodeTaskMessage>) => {
  const { id } = data;
  try {
    const answer: DecodeAnswer =
      data.type === 'fit'
        ? await fitPictures(data, data.target, () => tellWorking(id))
        : await showPicture(data.bytes, data.target);
    post({ id, type: 'done', answer }, [answer.pixels.buffer as ArrayBuffer]);
  } catch (error) {
    post({ id, type: 'failed', error: toErrorInfo(error) });
  }
};
