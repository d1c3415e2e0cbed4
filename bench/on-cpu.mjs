/** The bench on the CPU: seconds an epoch, the whole job, and agreement. */
import { say } from '../build/setup/say.mjs';
import { choose } from './options.mjs';
import { measureAgreement } from './parts/agreement.mjs';
import { measureTraining } from './parts/training.mjs';
import { measureWholeJob } from './parts/whole-job.mjs';
import { models, peers } from './peers.mjs';
import { agreementMarkdown, agreementText } from './report/agreement.mjs';
import { barChart } from './report/chart.mjs';
import { keep } from './report/keep.mjs';
import { markdownTable, terminalTable } from './report/table.mjs';

/**
 * Throws an error that names an unknown part or peer.
 * @param {import('./options.mjs').Options} options
 * @returns {import('./run.mjs').Bench}
 */
export function benchOnCpu({ only, peers: wantedIds, rounds, quick, results }) {
  const wantedPeers = choose(peers, wantedIds);
  const writes = results !== undefined || (!quick && wantedIds === undefined);

  /** @param {import('./report/result.mjs').Result} result */
  async function tell(result) {
    process.stdout.write(`\n${terminalTable(result)}\n`);
    if (result.rows.length === 0) throw new Error('no peer ran');
    if (writes) await keep(result.id, result, { md: markdownTable(result), svg: barChart(result) }, results);
    else say.note('Not all of it was measured: nothing was written.');
  }

  /** @typedef {import('./parts/context.mjs').Context} Context */
  /** @type {readonly { id: string, needs: import('./setup/python.mjs').Library[], measure: (context: Context) => Promise<void> }[]} */
  const parts = [
    ...models.map((model) => ({
      id: model.id,
      needs: wantedPeers.flatMap(({ library }) => library ?? []),
      measure: async (/** @type {Context} */ context) => tell(await measureTraining(model, context)),
    })),
    { id: 'whole-job', needs: ['Keras'], measure: async (context) => tell(await measureWholeJob(context)) },
    {
      id: 'agreement',
      needs: ['Keras'],
      async measure(context) {
        const agreement = await measureAgreement(context);
        process.stdout.write(`\n${agreementText(agreement)}\n`);
        if (writes) await keep('agreement', agreement, { md: agreementMarkdown(agreement) }, results);
      },
    },
  ];
  const wanted = choose(parts, only);

  return {
    problem: null,
    libraries: [...new Set(wanted.flatMap(({ needs }) => needs))],
    async measure(found) {
      for (const { id, measure } of wanted) {
        try {
          await measure({ ...found, rounds, quick, peers: wantedPeers });
        } catch (error) {
          say.problem(`${id} was not measured: ${/** @type {Error} */ (error).message}`);
          process.exitCode = 1;
        }
      }
    },
  };
}
