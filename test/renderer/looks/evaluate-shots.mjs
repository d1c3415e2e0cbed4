/** What to look at in the Evaluate step, and in Model of a set with many classes; as in `shots.mjs`. */
export const evaluateShots = [
  ['evaluate-empty', 'ready', 'evaluate'],
  ['evaluate-empty-running', 'long', 'evaluate'],
  ['evaluate', 'trained', 'evaluate'],
  ['evaluate-many', 'many-classes', 'evaluate'],
  [
    'evaluate-many-searched',
    'many-classes',
    'evaluate',
    async (page) => {
      await page.getByRole('searchbox', { name: 'Search a class' }).first().fill('ca');
      await page.getByRole('button', { name: /Camel/ }).first().click();
    },
  ],
  [
    'evaluate-many-below',
    'many-classes',
    'evaluate',
    (page) => page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight)),
  ],
  ['evaluate-small-digits', 'small-digits', 'evaluate'],
  ['model-many-classes', 'many-classes', 'model'],
  [
    'evaluate-below',
    'trained',
    'evaluate',
    (page) => page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight)),
  ],
  ['evaluate-right', 'trained', 'evaluate', (page) => page.getByTestId('confusion-cell-6-6').click()],
  ['evaluate-none', 'trained', 'evaluate', (page) => page.getByTestId('confusion-cell-9-0').click()],
  [
    'evaluate-keys',
    'trained',
    'evaluate',
    async (page) => {
      await page.getByTestId('confusion-cell-6-0').focus();
      for (const key of ['ArrowDown', 'ArrowRight', 'End', 'ArrowUp']) await page.keyboard.press(key);
    },
  ],
  ['evaluate-loading', 'run-loading', 'evaluate'],
  ['evaluate-failed', 'run-failed', 'evaluate'],
];
