import { expect, test } from '@playwright/test';
import type { CurvePoint } from '#core/domain/training-progress';
import type { TrainingState } from '#shared/contracts/training';
import { inMain } from './support/in-main';
import { launchApp, type Launched } from './support/launch';
import { measureResponsiveness } from './support/responsiveness';
import { presets } from '../fixtures/fashion-mnist';

let launched: Launched;

test.beforeAll(async () => {
  launched = await launchApp({ withDataset: true });
});

test.afterAll(() => launched.close());

const epochs = 475;
const plan = { ...presets[0]!.plan, epochs };
const state: TrainingState = {
  status: 'running',
  runId: 'long-run',
  runName: 'Long',
  plan,
  phase: 'training',
  engine: null,
  progress: null,
  warning: null,
  resumedFrom: null,
  discardGoesBack: false,
};

/** 9,500 points of training, 20 an epoch, and one of validation after each: 9,975 in all. */
function longCurves(): CurvePoint[] {
  const points: CurvePoint[] = [];
  for (let index = 1; index <= epochs * 20; index++) {
    const position = index / 20;
    const loss = 0.1 + 0.5 / (1 + position / 8) + 0.03 * Math.sin(index * 12.9898);
    points.push({ kind: 'train', position, loss, accuracy: 1 - loss / 3 });
    if (index % 20 === 0)
      points.push({ kind: 'validation', position, loss: loss + 0.1, accuracy: 0.97 - loss / 3 });
  }
  return points;
}

/** The page hears of `points` as main tells it: `at once` in each message, a message every 100 ms, as main does. */
const feed = (points: CurvePoint[], atOnce: number) =>
  inMain(
    launched.app,
    async ({ BrowserWindow }, { state, points, atOnce }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      webContents.send('training:changed', state);
      for (let first = 0; first < points.length; first += atOnce) {
        const runId = state.runId;
        webContents.send('training:points', {
          runId,
          points: points.slice(first, first + atOnce),
          replaceAll: first === 0,
        });
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    { state, points, atOnce },
  );

test('the window stays smooth while its curves grow to 10,000 points, of which it draws few', async () => {
  const { page } = launched;
  await page.getByTestId('rail-train').click();
  await expect(page.getByTestId('train-start')).toBeVisible({ timeout: 60_000 });
  const points = longCurves();
  const [smooth] = await Promise.all([measureResponsiveness(page, 5), feed(points, 240)]);
  console.log(
    `while ${points.length} points come: ${smooth.framesPerSecond.toFixed(1)} frames/s ` +
      `(longest ${smooth.longestFrame.toFixed(0)} ms)`,
  );
  await expect(page.getByTestId('chart-loss')).toHaveAccessibleName(/^Loss over 475 epochs/);
  for (const metric of ['loss', 'accuracy']) {
    const drawn = Number(
      await page.getByTestId(`chart-${metric}`).locator('canvas').getAttribute('data-points'),
    );
    console.log(`${metric}: ${drawn} points drawn`);
    expect(drawn).toBeGreaterThan(1000);
    expect(drawn).toBeLessThanOrEqual(2 * 1600);
  }
  await page.getByText('Figures by epoch').click();
  const table = page.getByRole('table', { name: 'Loss and accuracy by epoch' });
  await expect(table.getByRole('rowheader', { name: '475', exact: true })).toHaveCount(1);
});
