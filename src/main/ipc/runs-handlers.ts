import type { RunStore } from '#core/runs/run-store';
import type { runsContract } from '#shared/contracts/runs';
import type { HandlersOf } from '#shared/define-contract';

export function runsHandlers(runs: RunStore): HandlersOf<typeof runsContract> {
  return {
    list: () => runs.list(),
    get: ({ id }) => runs.get(id),
    model: ({ id }) => runs.model(id),
    cell: (query) => runs.cell(query),
  };
}
