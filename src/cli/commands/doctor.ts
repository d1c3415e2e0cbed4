import { cacheFolder, dataFolder, homeFolder } from '#core/folders';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { checkDataset } from '../doctor/check-dataset';
import { checkElectron } from '../doctor/check-electron';
import { checkEngine } from '../doctor/check-engine';
import { checkFolder } from '../doctor/check-folders';
import type { Finding } from '../doctor/finding';

export const addDoctor: AddCommand = (program, carryOut) => {
  program
    .command('doctor')
    .description('tell what was found on this machine, and how to get what is missing')
    .option(...jsonOption)
    .action(async ({ json = false }: JsonOption) =>
      carryOut(json, async (terminal) => {
        const home = homeFolder(terminal.io.env);
        const cache = cacheFolder(terminal.io.env);
        const findings: Finding[] = [
          { part: 'Node', ready: true, detail: process.versions.node },
          await checkElectron(cache),
          ...(await checkEngine(cache)),
          await checkDataset(dataFolder(home)),
          await checkFolder('Home', home, 'WARDROBE_HOME'),
          await checkFolder('Cache', cache, 'WARDROBE_CACHE'),
        ];
        for (const finding of findings) terminal.answer({ event: 'finding', ...finding }, inWords(finding));
        return 0;
      }),
    );
};

function inWords({ part, ready, detail, source, attempts = [], remedy }: Finding): string {
  const indent = ' '.repeat(14);
  return [
    `${ready ? '✓' : '!'} ${part.padEnd(11)} ${detail}${source ? ` · from ${source}` : ''}`,
    ...attempts.map((attempt) => `${indent}${attempt.source} failed: ${attempt.error}`),
    ...(remedy ? [`${indent}to get it: ${remedy}`] : []),
  ].join('\n');
}
