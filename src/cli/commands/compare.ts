import { openSameSet } from '#core/data/open-data-set';
import { WardrobeError } from '#core/domain/errors';
import type { Comparison } from '#core/evaluation/compare-answers';
import type { Evaluation } from '#core/evaluation/evaluation';
import { mcnemarSentence, pValueInWords } from '#core/evaluation/mcnemar-words';
import { homeFolder, runsFolder } from '#core/folders';
import { differingSettings, planInWords } from '#core/model/plan-in-words';
import { RunStore, type RunDetails } from '#core/runs/store/run-store';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { percent, table } from '../format';

export const addCompare: AddCommand = (program, carryOut) => {
  program
    .command('compare')
    .description(
      'lay two runs beside one another: figures, settings, and whether one is better by more than chance',
    )
    .argument('<run>', 'its id, its folder or "latest"')
    .argument('<other>', 'the same of another run')
    .option(...jsonOption)
    .action(async (first: string, second: string, { json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const home = homeFolder(terminal.io.env);
        const store = new RunStore(runsFolder(home), {
          readTest: async (dataSet) => (await openSameSet(home, dataSet)).test,
        });
        const [a, b] = [await store.find(first), await store.find(second)];
        if (a === b)
          throw new WardrobeError('bad-input', `Both are the run ${a}.`, 'Name two different runs.');
        const runs = [await store.get(a), await store.get(b)] as const;
        const comparison = await store.compare(a, b);
        const settings = settingsOf(runs);
        const figures = ({ summary, evaluation }: RunDetails) => ({
          run: summary.id,
          name: summary.name,
          accuracy: evaluation?.accuracy ?? null,
          interval: evaluation?.interval ?? null,
          loss: evaluation?.loss ?? null,
        });
        terminal.answer(
          {
            event: 'comparison',
            first: figures(runs[0]),
            second: figures(runs[1]),
            settings: settings.map(([name, ...values]) => ({ name, values })),
            ...comparison,
          },
          report(runs, settings, comparison),
        );
        return 0;
      }),
    );
};

type Pair = readonly [RunDetails, RunDetails];
type Row = [name: string, first: string, second: string];

/** The settings in which the two differ. */
function settingsOf([first, second]: Pair): Row[] {
  const plans = [first.summary.plan, second.summary.plan] as const;
  const differing = differingSettings(plans);
  const others = new Map(planInWords(plans[1]).map(({ key, value }) => [key, value]));
  return planInWords(plans[0])
    .filter(({ key }) => differing.has(key))
    .map(({ key, name, value }) => [name, value, others.get(key) ?? '']);
}

function report(runs: Pair, settings: Row[], { mcnemar, difference }: Comparison): string {
  const [first, second] = runs.map(({ summary }) => summary);
  const figure = (of: (evaluation: Evaluation) => string) =>
    runs.map(({ evaluation }) => (evaluation ? of(evaluation) : '–'));
  const points = (value: number) => `${value > 0 ? '+' : ''}${(100 * value).toFixed(2)}`;
  const [low, high] = difference.interval;
  return [
    table([
      ['', `A: ${first!.name}`, `B: ${second!.name}`],
      ['Run', first!.id, second!.id],
      ['Accuracy', ...figure(({ accuracy }) => percent(accuracy, 2))],
      ['95 % interval', ...figure(({ interval }) => interval.map((end) => percent(end, 2)).join(' to '))],
      ['Loss', ...figure(({ loss }) => loss.toFixed(4))],
    ]),
    '',
    settings.length > 0
      ? table([['Settings that differ', 'A', 'B'], ...settings])
      : 'Their settings are the same.',
    '',
    mcnemarSentence(mcnemar, 'A', 'B'),
    `McNemar's test, ${mcnemar.method === 'exact' ? 'exact' : 'chi-square with continuity correction'}: ${pValueInWords(mcnemar.pValue)}. ` +
      `B's accuracy less A's: ${points(difference.value)} percentage points (95 % interval ${points(low)} to ${points(high)}).`,
  ].join('\n');
}
