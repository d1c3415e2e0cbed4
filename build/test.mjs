/**
 * `npm test`: sets up what is missing, then runs every check and test, one after the other. The last line is
 * `N passed, N failed`. `npm test -- lint`, `unit` or `e2e` (several may be named) runs a part.
 */
import './setup/node-version.mjs';
import { interruptible } from './setup/interrupt.mjs';
import { setUp } from './setup/set-up.mjs';
import { summarise } from './test/outcome.mjs';
import { run, runners } from './test/runners.mjs';

const asked = process.argv.slice(2);
const subsets = [...new Set(runners.map(({ subset }) => subset))];
const unknown = asked.filter((name) => !subsets.includes(/** @type {any} */ (name)));
if (unknown.length > 0) {
  process.stderr.write(`Unknown part: ${unknown.join(', ')}. There are: ${subsets.join(', ')}.\n`);
  process.exit(2);
}

/** @param {string} subset */
const isAsked = (subset) => asked.length === 0 || asked.includes(subset);

/** @type {import('./test/outcome.mjs').Outcome[]} */
const outcomes = [];
const onlyLint = asked.length > 0 && asked.every((name) => name === 'lint');
if (await setUp(onlyLint ? {} : { electron: isAsked('e2e'), tests: isAsked('e2e'), dataset: true })) {
  await interruptible(async () => {
    for (const runner of runners) if (isAsked(runner.subset)) outcomes.push(await run(runner));
  });
} else {
  outcomes.push({ passed: 0, failed: ['set-up (its messages are above)'] });
}

const { text, exitCode } = summarise(outcomes);
process.stdout.write(`\n${text}`);
process.exitCode = exitCode;
