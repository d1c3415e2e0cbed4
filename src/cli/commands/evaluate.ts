import { fingerprintTest } from '#core/data/data-fingerprint';
import { openSameSet } from '#core/data/open-data-set';
import type { DataSet } from '#core/domain/data-set';
import { automatic } from '#core/domain/engine';
import { toErrorInfo, WardrobeError } from '#core/domain/errors';
import { isUnequal } from '#core/evaluation/balanced-accuracy';
import type { Evaluation } from '#core/evaluation/evaluation';
import { homeFolder, runsFolder } from '#core/folders';
import { unpackTensors } from '#core/inference/unpack-tensors';
import { RunStore } from '#core/runs/store/run-store';
import { withJudge } from '#core/training/with-judge';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { percent, table } from '../format';
import { changedTable, evaluateChanged } from './evaluate-changed';

type EvaluateOptions = JsonOption & { changed?: boolean };

export const addEvaluate: AddCommand = (program, carryOut) => {
  program
    .command('evaluate')
    .description('judge a stored run on the test pictures of its data set')
    .argument('<run>', 'its id, its folder or "latest"')
    .option(...jsonOption)
    .option('--changed', 'judge them moved, turned, resized, lit otherwise and inverted, too')
    .action(async (text: string, { json = false, changed = false }: EvaluateOptions) =>
      carryOut(json, async (terminal) => {
        const home = homeFolder(terminal.io.env);
        const store = new RunStore(runsFolder(home));
        const run = await store.find(text);
        const { plan, weightsSha256, ...model } = await store.model(run);
        terminal.progress('Judging the test pictures …');
        const dataset = await openSameSet(home, model.dataSet);
        if (dataset.test.labels.length === 0) throw withoutTest(model.dataSet);
        const tensors = unpackTensors(model.tensors, model.weights);
        await withJudge(plan, tensors, model.dataSet, automatic, async (judge) => {
          const { evaluation, probabilities } = await judge.judge(dataset.test);
          // What was found out is worth telling where it can't be stored, too.
          const stored = await store
            .addEvaluation(run, {
              evaluation,
              probabilities,
              test: fingerprintTest(model.dataSet),
              weightsSha256,
            })
            .catch((error: unknown) => {
              terminal.note(`The run was left as it is: ${toErrorInfo(error).message}`);
              return false;
            });
          const { engine } = judge;
          terminal.answer(
            { event: 'evaluation', run, ...evaluation, engine, stored },
            report(run, model.dataSet.classes, evaluation),
          );
          if (changed) {
            const say = (name: string): void => terminal.progress(`Judging them ${name} …`);
            const accuracies = await evaluateChanged(judge, dataset, say);
            const text = `\n${changedTable(evaluation, accuracies)}`;
            terminal.answer({ event: 'changed', run, accuracies }, text);
          }
          if (stored) terminal.note('Stored in the run, which had no evaluation that could be used.');
        });
        return 0;
      }),
    );
};

const withoutTest = ({ name }: DataSet): WardrobeError =>
  new WardrobeError(
    'unsupported',
    `${name} has no test part to judge a run on.`,
    'Import its pictures again with --test-fraction, and train on that.',
  );

function report(
  run: string,
  classes: readonly string[],
  { accuracy, interval, loss, correct, examples, ...rest }: Evaluation,
): string {
  const [low, high] = interval;
  const classRows = rest.perClass.map(({ precision, recall, f1, support }, index) => [
    classes[index] ?? '',
    ...[precision, recall, f1].map((share) => percent(share)),
    `${support}`,
  ]);
  const confusionRows = rest.confusion.map((counts, index) => [classes[index] ?? '', ...counts.map(String)]);
  const numeric = Array.from({ length: classes.length }, (_, index) => index + 1);
  return [
    `Run ${run}`,
    `Accuracy ${percent(accuracy, 2)} (${correct} of ${examples}; 95 % interval ${percent(low, 2)} to ${percent(high, 2)})`,
    ...(isUnequal(rest)
      ? [
          `Balanced accuracy ${percent(rest.balancedAccuracy, 2)} (the mean recall: each class counts the same)`,
        ]
      : []),
    `Loss ${loss.toFixed(4)}`,
    '',
    table([['Class', 'Precision', 'Recall', 'F1', 'Pictures'], ...classRows], numeric),
    '',
    'What each class (row) was taken for (column):',
    table([['', ...classes.map((name) => name.slice(0, 8))], ...confusionRows], numeric),
  ].join('\n');
}
