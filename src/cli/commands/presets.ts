import type { DataSet } from '#core/domain/data-set';
import { presetsFor, type Measured } from '#core/model/presets';
import { countParameters } from '#core/model/shapes';
import { jsonOption, type AddCommand, type JsonOption } from '../command';
import { dataOption } from '../data-option';
import { findDataSet } from '../data-set';
import { percent, table } from '../format';

interface Options extends JsonOption {
  data?: string;
}

export const addPresets: AddCommand = (program, carryOut) => {
  program
    .command('presets')
    .description('list the models that train --preset knows, with what they reach')
    .addOption(dataOption())
    .option(...jsonOption)
    .action(async ({ data, json = false }: Options) =>
      carryOut(json, async (terminal) => {
        const dataSet = await findDataSet(data, terminal);
        for (const preset of presetsFor(dataSet)) {
          const { id, name, description, suits, meantFor, plan, measured } = preset;
          const parameters = countParameters(plan.layers, dataSet);
          terminal.answer(
            { event: 'preset', id, name, description, suits, meantFor, parameters, measured, plan },
            null,
          );
        }
        if (!json) terminal.io.out(`${overview(dataSet)}\n`);
        return 0;
      }),
    );
};

function overview(dataSet: DataSet): string {
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
