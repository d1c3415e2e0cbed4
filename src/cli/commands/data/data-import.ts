import { InvalidArgumentError, Option } from 'commander';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { importSource } from '#core/data/import/import-source';
import type { ImportOptions, ImportResult, ImportSource, Refused } from '#core/data/import/import-types';
import { lookAtSource } from '#core/data/import/look-at-source';
import { proposeChannels } from '#core/data/import/proposal/propose-channels';
import { ImportSession } from '#core/data/import/session/import-session';
import { setLimits } from '#core/data/library/set-limits';
import { dimensionsOf } from '#core/domain/data-set';
import { homeFolder } from '#core/folders';
import { jsonOption, type AddCommand, type JsonOption } from '../../command';
import { duration } from '../../format';
import { numberWithin } from '../../options';
import { decodeFile } from '../../pictures/decode-picture';
import { fitFile } from '../../pictures/fit-file';
import type { Terminal } from '../../terminal';

interface Options extends JsonOption {
  name?: string;
  side?: number;
  width?: number;
  height?: number;
  grey?: true;
  rgb?: true;
  fit?: ImportOptions['preparation'];
  testFraction?: number;
}

/** Refused files that people are shown one by one. */
const shownRefused = 5;
const longestName = 80;
/** The split is the same for the same pictures. */
const splitSeed = 1;

const sideOption = (flags: string, words: string): Option =>
  new Option(flags, `${words}, ${setLimits.side.min} to ${setLimits.side.max} pixels`).argParser(
    numberWithin(setLimits.side, true),
  );

export const addDataImport: AddCommand = (data, carryOut) => {
  data
    .command('import')
    .description(
      'make a data set of a folder with a folder per class, a zip of one, IDX files or CSV files; Ctrl-C leaves nothing behind',
    )
    .argument('<path...>', 'a folder or zip, several class folders, or files that belong together')
    .addOption(new Option('--name <text>', 'what to call the data set').argParser(setName))
    .addOption(sideOption('--side <n>', 'width and height of its pictures').conflicts(['width', 'height']))
    .addOption(sideOption('--width <n>', 'width of its pictures'))
    .addOption(sideOption('--height <n>', 'height of its pictures'))
    .addOption(new Option('--grey', 'make its pictures grey').conflicts('rgb'))
    .addOption(new Option('--rgb', 'keep colours, also where a sample of the pictures is grey'))
    .addOption(
      new Option('--fit <how>', 'show all of a picture, or cut out the middle that fills the shape').choices([
        'whole',
        'middle',
      ]),
    )
    .addOption(
      new Option(
        '--test-fraction <x>',
        'how much of each class is kept for testing, 0 to 0.9; without an own test part a fifth',
      ).argParser(numberWithin({ min: 0, max: 0.9 }, false)),
    )
    .option(...jsonOption)
    .action(async (paths: string[], options: Options) =>
      carryOut(options.json ?? false, (terminal) => importPictures(paths, options, terminal)),
    );
};

async function importPictures(
  paths: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<number> {
  const abort = new AbortController();
  const { signal } = abort;
  const unsubscribe = terminal.io.onInterrupt(() => abort.abort());
  const stand = terminal.io.env.INIT_CWD ?? '.';
  let source: ImportSource | undefined;
  let session: ImportSession | undefined;
  try {
    source = await lookAtSource(
      paths.map((path) => resolve(stand, path)),
      {
        signal,
        onProgress: (found) => terminal.progress(`Looking · ${found.toLocaleString('en')} found`),
      },
    );
    for (const note of source.notes) terminal.note(note);
    const chosen = await optionsFor(source, options, terminal, signal);
    session = await ImportSession.begin(homeFolder(terminal.io.env), source, chosen);
    await importSource(session, fitFile, {
      concurrency: 2 * availableParallelism(),
      signal,
      onProgress: ({ done, total, secondsLeft }) => {
        const left = secondsLeft === null ? '' : ` · ${duration(secondsLeft)} left`;
        terminal.progress(
          `Importing · ${done.toLocaleString('en')} of ${total.toLocaleString('en')} pictures${left}`,
        );
      },
    });
    terminal.progress('Looking for copies and storing the set …');
    tell(await session.finish({ signal }), chosen, terminal);
    return 0;
  } finally {
    unsubscribe();
    terminal.clearProgress();
    await session?.cancel();
    await source?.close();
  }
}

/** The source's proposal with what was asked for instead. */
async function optionsFor(
  source: ImportSource,
  { name, side, width, height, grey, rgb, fit, testFraction }: Options,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ImportOptions> {
  const proposal = (grey ?? rgb) ? source.proposal : await proposeChannels(source, decodeFile, signal);
  const { shape } = proposal;
  const published = source.pictures.some(({ part }) => part !== null);
  if (published && testFraction !== undefined)
    terminal.note(
      'The source has its own test part, which is kept as it is: --test-fraction changes nothing.',
    );
  return {
    name: name ?? proposal.name,
    shape: {
      width: side ?? width ?? shape.width,
      height: side ?? height ?? shape.height,
      channels: grey ? 1 : rgb ? 3 : shape.channels,
    },
    preparation: fit ?? proposal.preparation,
    testFraction: published ? 0 : (testFraction ?? proposal.testFraction),
    seed: splitSeed,
  };
}

function tell(result: ImportResult, { name }: ImportOptions, terminal: Terminal): void {
  const {
    id,
    version,
    classes,
    shape,
    train,
    test,
    refused,
    exactDuplicates,
    nearDuplicates,
    contradictions,
  } = result;
  for (const one of refused) terminal.answer({ event: 'refused', ...one }, null);
  if (!terminal.json) noteRefused(refused, terminal);
  const facts = [
    copiesWords(exactDuplicates, 'picture is a copy of another', 'pictures are copies of others'),
    copiesWords(
      nearDuplicates,
      'group of pictures looks nearly the same',
      'groups of pictures look nearly the same',
    ),
    copiesWords(
      contradictions,
      'picture stands in several classes: look whether that is meant',
      'pictures stand in several classes: look whether that is meant',
    ),
  ].filter(Boolean);
  const size = `${shape.width} × ${shape.height} pixels in ${shape.channels === 1 ? 'grey' : 'colour'}`;
  terminal.answer(
    {
      event: 'imported',
      data: id,
      version,
      name,
      classes,
      shape: dimensionsOf(shape),
      train,
      test,
      refused: refused.length,
      exactDuplicates,
      nearDuplicates,
      contradictions,
    },
    [
      `Imported ${name} as ${id}: ${classes.length} classes, ${size}, ` +
        `${train.toLocaleString('en')} pictures to train on, ${test.toLocaleString('en')} to test on.`,
      ...facts,
      `Train on it: train --data ${id}`,
    ].join('\n'),
  );
}

const copiesWords = (count: number, one: string, several: string): string =>
  count === 0 ? '' : `${count.toLocaleString('en')} ${count === 1 ? one : several}.`;

function noteRefused(refused: readonly Refused[], terminal: Terminal): void {
  if (refused.length === 0) return;
  const files = refused.length === 1 ? '1 file was' : `${refused.length.toLocaleString('en')} files were`;
  terminal.note(`${files} not used:`);
  for (const { name, message } of refused.slice(0, shownRefused))
    terminal.note(`  ${name.replace(/[\p{Cc}\p{Cf}]/gu, '?')}: ${message}`);
  if (refused.length > shownRefused) terminal.note('  … with --json all of them are told.');
}

function setName(text: string): string {
  const name = text.trim();
  if (name.length > 0 && name.length <= longestName && !/\p{Cc}/u.test(name)) return name;
  throw new InvalidArgumentError(`It is one line of 1 to ${longestName} characters.`);
}
