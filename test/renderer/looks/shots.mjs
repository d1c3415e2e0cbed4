// What to take pictures of, and what is done in the window before.
import { evaluateShots } from './evaluate-shots.mjs';
const button = (name) => (page) => page.getByRole('button', { name, exact: true }).click();
const preset = (id) => (page) => page.getByTestId(`preset-${id}`).click();
const open = (section) => (page) => page.getByTestId(`section-${section}`).click();
function choose(...ids) {
  return async (page) => {
    for (const id of ids) await page.locator(`[data-run="${id}"] [data-control="tick"]`).check();
  };
}
function compare(...ids) {
  return async (page) => {
    await choose(...ids)(page);
    await page.getByTestId('runs-compare').click();
    await page.getByTestId('overlay-loss').waitFor();
  };
}
function scrollTable(page) {
  return page.getByTestId('runs-table').evaluate((box) => box.scrollTo(0, 23_000));
}
/** The cards lie below the curves. */
const toCoach = async (page) => {
  await page.waitForTimeout(300);
  await page.getByTestId('coach').evaluate((cards) => cards.scrollIntoView({ block: 'end' }));
};
/** The first rows of an import's preview are decoded; in a small window they have to come into sight first. */
const samplesShown = async (page) => {
  const classes = page.getByTestId('import-classes');
  await classes.evaluate((list) => list.scrollIntoView());
  await classes.locator('canvas').nth(20).waitFor({ timeout: 20_000 });
  await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
};
/** Name of the picture, scenario, step, and what to do before it is taken. */
export const shots = [
  ['data-missing', 'missing', 'data'],
  ['data-working', 'working', 'data'],
  ['data-waiting', 'waiting', 'data'],
  ['data-failed', 'data-failed', 'data'],
  ['data-ready', 'ready', 'data'],
  ['library', 'library', 'data'],
  [
    'library-menu',
    'library',
    'data',
    (page) => page.getByRole('button', { name: 'More about Mugs on my desk' }).click(),
  ],
  ['library-damaged', 'library-damaged', 'data'],
  [
    'library-removed',
    'library',
    'data',
    async (page) => {
      await page.getByRole('button', { name: 'More about Mugs on my desk' }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
    },
  ],
  ['own-set', 'library', 'data', button('Signs in my street')],
  [
    'own-set-selected',
    'library',
    'data',
    async (page) => {
      await button('Signs in my street')(page);
      await button('Parking')(page);
      const pictures = page.getByRole('listbox', { name: 'Pictures' }).getByRole('option');
      await pictures.nth(2).click();
      await pictures.nth(9).click({ modifiers: ['Shift'] });
    },
  ],
  [
    'own-set-class-menu',
    'library',
    'data',
    async (page) => {
      await button('Signs in my street')(page);
      await page.getByRole('button', { name: 'Change Caution' }).click();
    },
  ],
  ['data-browse', 'ready', 'data', button('Dress')],
  ['import-start', 'ready', 'data', (page) => page.getByTestId('new-from-folder').click()],
  ['import-looking', 'import-looking', 'data'],
  ['import-preview', 'import-preview', 'data', samplesShown],
  [
    'import-refused',
    'import-preview',
    'data',
    async (page) => {
      await samplesShown(page);
      await page.getByText('own', { exact: true }).click();
      await page.getByTestId('import-refused').locator('summary').click();
      await page.getByTestId('import-refused').scrollIntoViewIfNeeded();
    },
  ],
  ['import-many', 'import-many', 'data', samplesShown],
  ['import-taking', 'import-taking', 'data'],
  ['import-finishing', 'import-finishing', 'data'],
  ['import-failed', 'import-failed', 'data'],
  ['import-done', 'import-done', 'data'],
  ['model', 'ready', 'model'],
  ['model-timed', 'timed', 'model', preset('strong')],
  [
    'model-gpu',
    'gpu',
    'model',
    async (page) => {
      await open('engine')(page);
      await page.getByLabel('Exact').check();
      await page.getByLabel('Exact').scrollIntoViewIfNeeded();
    },
  ],
  ['model-new-card', 'new-card', 'model', open('engine')],
  [
    'model-no-gpu',
    'no-gpu',
    'model',
    async (page) => {
      await open('engine')(page);
      await page.getByText('libcusolver').last().scrollIntoViewIfNeeded();
    },
  ],
  ['model-untimed', 'untimed', 'model', open('engine')],
  [
    'model-advanced',
    'timed',
    'model',
    async (page) => {
      await preset('outside')(page);
      for (const section of ['optimizer', 'schedule', 'augmentation']) await open(section)(page);
    },
  ],
  [
    'model-engine-text',
    'timed',
    'model',
    async (page) => {
      for (const section of ['validation', 'engine', 'text']) await open(section)(page);
      await page.locator('#plan-text').fill('{ "preset": "mine", "epochs": 0 }');
      await page.getByRole('button', { name: 'Take over' }).click();
      await page.getByRole('button', { name: 'Take over' }).scrollIntoViewIfNeeded();
    },
  ],
  [
    'model-layers',
    'timed',
    'model',
    async (page) => {
      await preset('best')(page);
      await page.getByTestId('layer-4.1').click();
      await page.getByTestId('layer-4.1').scrollIntoViewIfNeeded();
    },
  ],
  [
    'model-misfit',
    'timed',
    'model',
    async (page) => {
      await preset('convolutional')(page);
      await page.getByTestId('layer-5').click();
      await page.getByRole('button', { name: 'Remove layer 5' }).click();
    },
  ],
  [
    'model-wrong',
    'ready',
    'model',
    async (page) => {
      await page.getByLabel('Optimizer', { exact: true }).selectOption('sgd');
      await page.getByLabel('Epochs').fill('0');
      await open('optimizer')(page);
      await page.getByLabel('Momentum').fill('lots');
      await page.getByTestId('layer-2').click();
      await page.getByLabel('Units').fill('0');
    },
  ],
  ['train-no-data', 'missing', 'train'],
  ['train-idle', 'ready', 'train'],
  [
    'train-wrong',
    'ready',
    'model',
    async (page) => {
      await page.getByLabel('Epochs').fill('501');
      await page.getByTestId('rail-train').click();
    },
  ],
  ['train-compiling', 'compiling', 'train'],
  ['train-new-card', 'preparing', 'train'],
  ['train-running', 'running', 'train'],
  ['train-stop-choice', 'running', 'train', (page) => page.getByTestId('train-stop').click()],
  ['train-paused', 'paused', 'train'],
  ['train-stopping', 'stopping', 'train'],
  ['train-evaluating', 'evaluating', 'train'],
  ['train-finished', 'trained', 'train'],
  ['train-finished-table', 'trained', 'train', (page) => page.getByText('Figures by epoch').click()],
  ['train-stopped', 'trained-stopped', 'train'],
  ['train-diverged', 'diverged', 'train'],
  ...[
    'guessing',
    'swinging',
    'rate-too-low',
    'overfitting',
    'underfitting',
    'still-learning',
    'rare',
    'copied',
    'running',
    'nothing',
  ].map((name) => [`coach-${name}`, `coach-${name}`, 'train', toCoach]),
  ['coach-evaluate', 'coach-overfitting', 'evaluate'],
  ['train-crashed', 'crashed', 'train'],
  ['train-long', 'long', 'train'],
  ['train-offer', 'resume-offer', 'train'],
  ['train-ended-before', 'ended-before-first-step', 'train'],
  ['train-ended-discarded', 'ended-discarded', 'train'],
  ['train-ended-as-before', 'ended-as-before', 'train'],
  ['train-ended-unchanged', 'ended-unchanged', 'train'],
  ['train-on-changed', 'running-on-changed', 'train'],
  ['train-preparing', 'trained', 'model', button('Train the classic')],
  ['train-warned', 'running-warned', 'train'],
  ['train-on-stop-choice', 'running-on', 'train', (page) => page.getByTestId('train-stop').click()],
  ['train-crashed-resumable', 'crashed-resumable', 'train'],
  [
    'train-further',
    'trained-further',
    'train',
    async (page) => {
      await page.getByLabel('Train', { exact: true }).fill('none');
      await page.getByTestId('train-extend').click();
    },
  ],
  ['train-finished-warned', 'trained-warned', 'train'],
  ['train-stopped-resumable', 'stopped-resumable', 'train'],
  ['train-stopped-early', 'stopped-early', 'train'],
  ...evaluateShots,
  ['classify-empty', 'ready', 'classify'],
  ['classify', 'trained', 'classify'],
  ['runs-empty', 'ready', 'runs'],
  ['runs-single', 'single', 'runs'],
  ['runs', 'history', 'runs'],
  ['runs-one-chosen', 'history', 'runs', choose('classic-1')],
  ['runs-two-chosen', 'history', 'runs', choose('classic-1', 'classic-2')],
  [
    'runs-rename',
    'history',
    'runs',
    (page) =>
      page
        .getByRole('button', { name: /: rename/ })
        .nth(1)
        .click(),
  ],
  ['runs-sorted', 'history', 'runs', (page) => page.getByTestId('sort-accuracy').click()],
  ['runs-no-match', 'history', 'runs', (page) => page.getByRole('searchbox').fill('quantum')],
  [
    'runs-deleted',
    'history',
    'runs',
    async (page) => {
      await choose('failed-1')(page);
      await page.getByTestId('runs-delete').click();
    },
  ],
  ['runs-many', 'thousand', 'runs', scrollTable],
  ['runs-compare', 'history', 'runs', compare('classic-1', 'classic-2')],
  [
    'runs-compare-below',
    'history',
    'runs',
    async (page) => {
      await compare('classic-1', 'classic-2')(page);
      await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    },
  ],
  [
    'runs-compare-broken',
    'history',
    'runs',
    async (page) => {
      await compare('classic-1', 'classic-2')(page);
      await page.getByTestId('changed-broken').click();
      await page.getByText('Class by class').click();
    },
  ],
  ['runs-compare-four', 'history', 'runs', compare('classic-1', 'classic-2', 'conv-1', 'strong-1')],
  ['runs-compare-untested', 'history', 'runs', compare('classic-2', 'interrupted-1')],
];
