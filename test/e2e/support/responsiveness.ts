import type { Page } from '@playwright/test';

export interface Responsiveness {
  framesPerSecond: number;
  /** Longest time between two frames, ms. */
  longestFrame: number;
  /** Round trips renderer → main → renderer, ms. */
  pingMedian: number;
  pingMax: number;
  pings: number;
}

/** Counts frames and pings main for `seconds` in the page, while whatever runs is running. */
export function measureResponsiveness(page: Page, seconds: number): Promise<Responsiveness> {
  return page.evaluate(async (seconds) => {
    const end = performance.now() + seconds * 1000;
    const pings: number[] = [];
    const pinging = (async () => {
      while (performance.now() < end) {
        const sent = performance.now();
        await window.wardrobe.app.ping();
        pings.push(performance.now() - sent);
        await new Promise((done) => setTimeout(done, 20));
      }
    })();
    const begun = performance.now();
    let [frames, last, longestFrame] = [0, begun, 0];
    await new Promise<void>((done) => {
      const onFrame = () => {
        const now = performance.now();
        longestFrame = Math.max(longestFrame, now - last);
        last = now;
        frames++;
        if (now < end) requestAnimationFrame(onFrame);
        else done();
      };
      requestAnimationFrame(onFrame);
    });
    const elapsed = (performance.now() - begun) / 1000;
    await pinging;
    pings.sort((a, b) => a - b);
    return {
      framesPerSecond: frames / elapsed,
      longestFrame,
      pingMedian: pings[Math.floor(pings.length / 2)] ?? NaN,
      pingMax: pings.at(-1) ?? NaN,
      pings: pings.length,
    };
  }, seconds);
}
