import { presetsFor, type Measured } from '#core/model/presets';
import { countParameters } from '#core/model/shapes';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { dataSet } from '../data-set';
import { percent, table } from '../format';

export const addPresets: AddCommand = (program, carryOut) => {
  program
    .command('presets')
    .description('list the models that train --preset knows, with what they reach')
    .option(...jsonOption)
    .action(async ({ json = false }: JsonOption) =>
      // A command answers later; this one has nothing to wait for.
      carryOut(json, (terminal) => {
        for (const preset of presetsFor(dataSet)) {
          const { id, name, description, suits, meantFor, plan, measured } = preset;
          const parameters = countParameters(plan.layers, dataSet);
          terminal.answer(
            { event: 'preset', id, name, description, suits, meantFor, parameters, measured, plan },
            null,
          );
        }
        if (!json) terminal.io.out(`${overview()}\n`);
        return Promise.resolve(0);
      }),
    );
};

function overview(): string {
  const rows = presetsFor(dataSet).map(({ id, description, suits, plan, measured }) => [
    id,
    reached(measured),
    countParameters(plan.layers, dataSet).toLocaleString('en-GB'),
    `${plan.epochs}`,
    `${description} ${suits}`,
  ]);
  return table([['Preset', 'On the test set', 'Parameters', 'Epochs', 'What it is'], ...rows], [2, 3]);
}

function reached(measured: Measured | null): string {
  if (measured === null) return 'not measured yet';
  const { mean, sd, seeds } = measured;
  return sd === null
    ? `${percent(mean)}, one seed`
    : `${percent(mean)} ± ${(100 * sd).toFixed(1)}, ${seeds} seeds`;
}
