import { appContract } from './app';
import { datasetContract } from './dataset';
import { libraryContract } from './library';
import { importsContract } from './imports';
import { runsContract } from './runs';
import { settingsContract } from './settings';
import { trainingContract } from './training';

/** Every contract there is: handlers, preload and client are made from this list. */
export const contracts = {
  app: appContract,
  dataset: datasetContract,
  library: libraryContract,
  imports: importsContract,
  runs: runsContract,
  settings: settingsContract,
  training: trainingContract,
} as const;
