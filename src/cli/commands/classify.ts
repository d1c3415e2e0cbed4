import type { DataSet } from '#core/domain/data-set';
import { toErrorInfo } from '#core/domain/errors';
import { homeFolder, runsFolder } from '#core/folders';
import { prepareFor } from '#core/image/prepare-for';
import { createClassifier, type Classifier } from '#core/inference/classifier';
import { unpackTensors } from '#core/inference/unpack-tensors';
import { verdictOf } from '#core/inference/verdict';
import { RunStore } from '#core/runs/store/run-store';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { percent } from '../format';
import { decodePicture } from '../pictures/decode-picture';
import { findPictures, type FoundFile } from '../pictures/find-pictures';
import type { Terminal } from '../terminal';

export const addClassify: AddCommand = (program, carryOut) => {
  program
    .command('classify')
    .description('say what is on pictures, by a stored run')
    .argument('<run>', 'the id or folder of a run, or "latest"')
    .argument('<path...>', 'picture files, and folders with pictures')
    .option(...jsonOption)
    .addHelpText('after', '\nThe exit code is 0 when at least one picture could be named, else 1.')
    .action(async (text: string, paths: string[], { json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const store = new RunStore(runsFolder(homeFolder(terminal.io.env)));
        const { plan, tensors, weights, dataSet } = await store.model(await store.find(text));
        const classifier = createClassifier(plan, unpackTensors(tensors, weights), dataSet);
        let named = 0;
        let found = 0;
        for await (const file of findPictures(paths)) {
          found += 1;
          if (await classify(file, classifier, dataSet, terminal)) named += 1;
        }
        if (found === 0) terminal.note('There are no files there.');
        return named > 0 ? 0 : 1;
      }),
    );
};

/** Says what is on one picture, or why that can't be told; gives whether it could. */
async function classify(
  found: FoundFile,
  classifier: Classifier,
  dataSet: DataSet,
  terminal: Terminal,
): Promise<boolean> {
  const { path: file } = found;
  try {
    if (found.error !== undefined) throw found.error;
    const { rgba, width, height } = await decodePicture(file);
    const probabilities = classifier.classify(prepareFor(dataSet, rgba, width, height));
    const { classIndex, probability, unsure } = verdictOf(probabilities);
    const label = dataSet.classes[classIndex] ?? '';
    terminal.answer(
      { file, label, probabilities: [...probabilities], unsure },
      `${file}: ${label}, ${percent(probability)}${unsure ? ' (unsure)' : ''}`,
    );
    return true;
  } catch (error) {
    const info = toErrorInfo(error);
    terminal.answer({ file, error: info }, null);
    terminal.note(`${file}: ${[info.message, info.hint].filter(Boolean).join(' ')}`);
    return false;
  }
}
