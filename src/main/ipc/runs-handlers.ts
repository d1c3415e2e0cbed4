import type { runsContract } from '#shared/contracts/runs';
import type { HandlersOf } from '#shared/define-contract';
import type { RunsService } from '../runs/runs-service';

export function runsHandlers(runs: RunsService): HandlersOf<typeof runsContract> {
  const { store } = runs;
  return {
    list: () => store.list(),
    get: ({ id }) => store.get(id),
    model: ({ id }) => store.model(id),
    cell: (query) => store.cell(query),
    compare: ({ first, second }) => store.compare(first, second),
    changed: (query) => store.changed(query),
    label: ({ id, ...change }) => runs.label(id, change),
    remove: ({ ids }) => runs.remove(ids),
    putBack: ({ ids }) => runs.putBack(ids),
  };
}
