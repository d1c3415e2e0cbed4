/** What came out of the test runners, and the summing of it. */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {string[]} failed names of what failed
 * @property {number} [skipped]
 */

/**
 * vitest's JSON report. A file that could not be loaded has no tests in the report and counts as one failure; so does
 * a run that failed for a reason that no test has (an unhandled rejection).
 * @param {any} report
 * @returns {Outcome}
 */
export function readVitestReport(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [], skipped: 0 };
  for (const file of report.testResults) {
    const tests = file.assertionResults;
    for (const { status, fullName } of tests) count(outcome, status, `${file.name} › ${fullName}`);
    const silent = file.status === 'failed' && !tests.some(failedTest);
    if (silent) outcome.failed.push(`${file.name}: ${file.message?.split('\n')[0] || 'could not be run'}`);
  }
  if (report.success === false && outcome.failed.length === 0)
    outcome.failed.push('vitest: an error outside of tests');
  return outcome;
}

/** @param {{ status: string }} test */
const failedTest = ({ status }) => status === 'failed';

/**
 * @param {Outcome} outcome
 * @param {string} status
 * @param {string} name
 */
function count(outcome, status, name) {
  if (status === 'passed') outcome.passed++;
  else if (status === 'failed') outcome.failed.push(name);
  else outcome.skipped = (outcome.skipped ?? 0) + 1;
}

/**
 * Playwright's JSON report. A test that passed only when tried again counts as failed.
 * @param {any} report
 * @returns {Outcome}
 */
export function readPlaywrightReport(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [], skipped: 0 };
  /** @param {any} suite @param {string} path */
  const visit = (suite, path) => {
    const here = [path, suite.title].filter(Boolean).join(' › ');
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const status =
          { expected: 'passed', skipped: 'skipped' }[/** @type {string} */ (test.status)] ?? 'failed';
        count(outcome, status, `${here} › ${spec.title}`);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, here);
  };
  for (const suite of report.suites ?? []) visit(suite, '');
  for (const { message } of report.errors ?? []) {
    outcome.failed.push(`Playwright: ${message?.split('\n')[0] ?? 'an error outside of tests'}`);
  }
  return outcome;
}

/**
 * The last words of `npm test`: failures by name, then the counts as the very last line. No test at all is a failure.
 * @param {Outcome[]} outcomes
 * @returns {{ text: string, exitCode: number }}
 */
export function summarise(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const skipped = outcomes.reduce((sum, outcome) => sum + (outcome.skipped ?? 0), 0);
  if (passed === 0 && failed.length === 0) failed.push('no test was run');
  const lines = [
    ...(failed.length > 0 ? ['Failed:', ...failed.map((name) => `  ${name}`), ''] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${passed} passed, ${failed.length} failed`,
  ];
  return { text: `${lines.join('\n')}\n`, exitCode: failed.length > 0 ? 1 : 0 };
}
