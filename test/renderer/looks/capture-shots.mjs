// The page on which a set is made with the webcam, in its states. take-looks.mjs shows drawn things to the camera.
const toWebcam = async (page) => {
  await page.getByTestId('new-from-webcam').first().click();
  await page.getByTestId('capture-hold').first().waitFor();
};
const live = async (page) => {
  await toWebcam(page);
  await page.locator('[data-testid="capture-hold"]:enabled').first().waitFor();
};
async function press(page, index) {
  await page.getByTestId('capture-hold').nth(index).hover();
  await page.mouse.down();
}
async function take(page, index, count) {
  await press(page, index);
  await page.waitForFunction(
    ([which, least]) => {
      const card = document.querySelectorAll('[data-testid="capture-class"]')[which];
      return parseInt(card.querySelector('.count').textContent, 10) >= least;
    },
    [index, count],
  );
}
async function three(page) {
  await live(page);
  for (const [index, name] of ['Mug', 'Spoon', 'Nothing'].entries()) {
    if (index > 1) await page.getByTestId('capture-add').click();
    await page.getByLabel('Name of the class').nth(index).fill(name);
    await take(page, index, 11 + index);
    await page.mouse.up();
  }
}
const withoutCamera = (reason) => async (page) => {
  await page.evaluate((name) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(Object.assign(new Error(name), { name }));
  }, reason);
  await page.getByTestId('new-from-webcam').first().click();
  await page.getByRole('alert').waitFor();
};

/** As `shots` are. */
export const captureShots = [
  ['webcam-set', 'library', 'data', live],
  [
    'webcam-set-taking',
    'library',
    'data',
    async (page) => {
      await live(page);
      await take(page, 0, 6);
    },
  ],
  ['webcam-set-three', 'library', 'data', three],
  [
    'webcam-set-removed',
    'library',
    'data',
    async (page) => {
      await three(page);
      await page
        .getByRole('button', { name: /^Remove picture/ })
        .nth(2)
        .click();
    },
  ],
  [
    'webcam-set-cancel',
    'library',
    'data',
    async (page) => {
      await three(page);
      await page.getByTestId('capture-cancel').click();
    },
  ],
  ['webcam-set-refused', 'library', 'data', withoutCamera('NotAllowedError')],
  ['webcam-set-no-camera', 'library', 'data', withoutCamera('NotFoundError')],
];
