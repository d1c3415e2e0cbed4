import type { datasetContract } from '#shared/contracts/dataset';
import type { HandlersOf } from '#shared/define-contract';
import type { DatasetService } from '../dataset/dataset-service';

/** `chooseFolder` asks the user; null when they cancel. */
export function datasetHandlers(
  dataset: DatasetService,
  chooseFolder: () => Promise<string | null>,
): HandlersOf<typeof datasetContract> {
  return {
    state: () => dataset.state(),
    get: ({ from }) => dataset.get(from),
    cancel: () => dataset.cancel(),
    chooseFolder,
    split: ({ validationFraction }) => dataset.split(validationFraction),
    facts: async ({ validationFraction }) => {
      const { trainPerClass, ...rest } = await dataset.facts(validationFraction);
      return { ...rest, trainPerClass: [...trainPerClass] };
    },
    pictures: (query) => dataset.pictures(query),
  };
}
