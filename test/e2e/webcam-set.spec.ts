import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { drawThing, drawnThings } from '../fixtures/pictures/drawn-things';
import { fakeFilm } from './support/fake-camera';
import { keepPicture } from './support/keep-picture';
import { launchApp, type Launched } from './support/launch';

/** Five things before the webcam, twelve pictures each, and a model that names them: within two minutes of clicking. */
const size = { width: 320, height: 180, rate: 10 };
/** How long each thing is before the camera, then the next. */
const secondsEach = 3;
/** Beside the square that is taken: tells the test which thing is shown, and nothing to the model. */
const stripe = { width: 40, step: 50 };

let launched: Launched;
let page: Page;
let films: string;

test.beforeAll(async () => {
  films = await mkdtemp(join(tmpdir(), 'wardrobe-film-'));
  launched = await launchApp({ args: await fakeFilm(join(films, 'things.y4m'), size, await frames()) });
  page = launched.page;
});

test.afterAll(async () => {
  await launched.close();
  await rm(films, { recursive: true });
});

async function frames(): Promise<Sharp[]> {
  const all: Sharp[] = [];
  for (const [index, name] of drawnThings.entries())
    for (let frame = 0; frame < secondsEach * size.rate; frame++) {
      const level = stripe.step * index + stripe.step / 2;
      const background = { r: level, g: level, b: level };
      const mark = { create: { width: stripe.width, height: size.height, channels: 3, background } } as const;
      const drawn = drawThing(name, frame, size.width, size.height).composite([
        { input: mark, left: 0, top: 0 },
      ]);
      all.push(sharp(await drawn.png().toBuffer()));
    }
  return all;
}

/** Which of the things the camera sees now. */
async function seen(): Promise<string | undefined> {
  const level = await page.locator('video').evaluate((video: HTMLVideoElement, width) => {
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('2d')!;
    context.drawImage(video, 0, 0, (width / 2 / 320) * video.videoWidth, video.videoHeight, 0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data[1]!;
  }, stripe.width);
  return drawnThings[Math.floor(level / stripe.step)];
}

/** Waits until another thing is shown than that one, which it then is for some seconds. */
async function nextAfter(name: string | undefined): Promise<string> {
  let found: string | undefined;
  await expect.poll(async () => (found = await seen()), { intervals: [50], timeout: 20_000 }).not.toBe(name);
  return found!;
}

test('from the first picture to a live answer', async () => {
  const begun = Date.now();
  await page.getByTestId('new-from-webcam').click();
  const classes = page.getByTestId('capture-class');
  await expect(classes.first().getByTestId('capture-hold')).toBeEnabled({ timeout: 20_000 });
  await expect(page.getByTestId('capture-make')).toBeDisabled();

  let shown = await seen();
  for (const index of drawnThings.keys()) {
    if (index > 1) await page.getByTestId('capture-add').click();
    const card = classes.nth(index);
    shown = await nextAfter(shown);
    await card.getByRole('textbox').fill(shown);
    await card.getByRole('textbox').press('Enter');
    const hold = card.getByTestId('capture-hold');
    // One of them with the keyboard.
    if (index === 0) await hold.focus();
    else await hold.hover();
    await (index === 0 ? page.keyboard.down('Space') : page.mouse.down());
    await expect(card).toContainText(/1[2-9] pictures/, { timeout: secondsEach * 1000 });
    await (index === 0 ? page.keyboard.up('Space') : page.mouse.up());
    expect(await seen()).toBe(shown);
  }

  const first = classes.first();
  const taken = await first.getByText(/pictures$/).textContent();
  await first
    .getByRole('button', { name: /^Remove picture/ })
    .first()
    .focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  await expect(first.getByText(/pictures$/)).not.toHaveText(taken!);
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(first.getByText(/pictures$/)).toHaveText(taken!);
  await expect(page.getByTestId('capture-missing')).toContainText('kept for the test');
  await page.getByTestId('step-data').evaluate((step) => step.scrollTo(0, 0));
  await keepPicture(page, 'webcam-set');

  await page.getByTestId('capture-make').click();
  await expect(page.getByTestId('step-train')).toBeVisible({ timeout: 20_000 });
  await page.getByTestId('train-start').click();
  await expect(page.getByTestId('train-test-accuracy')).toBeVisible({ timeout: 60_000 });

  await page.getByTestId('rail-classify').click();
  await page.getByTestId('webcam-start').click();
  await page.getByLabel('Classify as it runs').check();
  await expect(page.getByTestId('webcam-live').getByRole('list')).toBeVisible({ timeout: 20_000 });
  const seconds = (Date.now() - begun) / 1000;
  console.log(`five classes from the webcam, from the first click to a live answer: ${seconds.toFixed(0)} s`);

  const right = new Set<string>();
  await expect
    .poll(
      async () => {
        const before = await seen();
        const answer = await page
          .getByTestId('webcam-live')
          .getByRole('listitem')
          .first()
          .getAttribute('data-class');
        if (answer !== null && answer === before && answer === (await seen())) right.add(answer);
        return right.size;
      },
      { intervals: [200], timeout: 40_000 },
    )
    .toBeGreaterThanOrEqual(3);
});
