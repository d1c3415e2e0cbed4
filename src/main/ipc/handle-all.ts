import { dialog, shell, type BrowserWindow } from 'electron';
import { WardrobeError } from '#core/domain/errors';
import { appContract } from '#shared/contracts/app';
import { datasetContract } from '#shared/contracts/dataset';
import { libraryContract } from '#shared/contracts/library';
import { importsContract } from '#shared/contracts/imports';
import { runsContract } from '#shared/contracts/runs';
import { settingsContract } from '#shared/contracts/settings';
import { trainingContract } from '#shared/contracts/training';
import type { Services } from '../services';
import { appHandlers } from './app-handlers';
import { datasetHandlers } from './dataset-handlers';
import { handleContract, type IpcHost } from './handle';
import { libraryHandlers } from './library-handlers';
import { importsHandlers } from './imports-handlers';
import { runsHandlers } from './runs-handlers';
import { settingsHandlers } from './settings-handlers';
import { trainingHandlers } from './training-handlers';

/** Answers every command there is. */
export function handleAll(services: Services, window: () => BrowserWindow | undefined, host: IpcHost): void {
  const chooseFolder = async () => {
    const owner = window();
    const options = {
      title: 'A folder with the Fashion-MNIST files',
      properties: ['openDirectory' as const],
    };
    const { canceled, filePaths } = await (owner
      ? dialog.showOpenDialog(owner, options)
      : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  };
  const chooseForImport = async (kind: 'folder' | 'files') => {
    const owner = window();
    const options =
      kind === 'folder'
        ? { title: 'A folder with a folder for each class', properties: ['openDirectory' as const] }
        : {
            title: 'A zip, IDX files or a CSV file',
            properties: ['openFile' as const, 'multiSelections' as const],
          };
    const { canceled, filePaths } = await (owner
      ? dialog.showOpenDialog(owner, options)
      : dialog.showOpenDialog(options));
    return canceled || filePaths.length === 0 ? null : filePaths;
  };
  handleContract(appContract, appHandlers(services.home), host);
  handleContract(datasetContract, datasetHandlers(services.dataset, chooseFolder), host);
  const showFolder = async (folder: string) => {
    const trouble = await shell.openPath(folder);
    if (trouble) throw new WardrobeError('disk', `${folder} can't be opened: ${trouble}`);
  };
  handleContract(libraryContract, libraryHandlers(services.library, showFolder), host);
  handleContract(importsContract, importsHandlers(services.imports, chooseForImport), host);
  handleContract(runsContract, runsHandlers(services.runs), host);
  handleContract(settingsContract, settingsHandlers(services.settings), host);
  handleContract(trainingContract, trainingHandlers(services.training, services.probes), host);
}
