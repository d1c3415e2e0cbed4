import { join } from 'node:path';
import { app } from 'electron';
import { dataFolder, pacesFile, runsFolder, settingsFile } from '#core/folders';
import { DataLibrary } from '#core/data/library/data-library';
import { openDataSet } from '#core/data/open-data-set';
import type { DataSet } from '#core/domain/data-set';
import { RunStore } from '#core/runs/store/run-store';
import { explainNoGpu } from '#core/tensorflow/library/no-gpu';
import { datasetContract } from '#shared/contracts/dataset';
import { libraryContract } from '#shared/contracts/library';
import { lookAtSource } from '#core/data/import/look-at-source';
import { ImportSession } from '#core/data/import/session/import-session';
import { importsContract } from '#shared/contracts/imports';
import { runsContract } from '#shared/contracts/runs';
import { trainingContract } from '#shared/contracts/training';
import { DatasetService } from './dataset/dataset-service';
import { firstDataSet } from './first-data-set';
import { LibraryService } from './library/library-service';
import { whyBusy } from './library/why-busy';
import { ImportService } from './imports/import-service';
import { sendEvent, type IpcHost } from './ipc/handle';
import { testPictures } from './runs/test-pictures';
import { RunsService } from './runs/runs-service';
import { SettingsStore } from './settings/settings-store';
import { PaceMemory, thisMachine } from './training/pace-memory';
import { ProbeService } from './training/probe-service';
import { trainerForker } from './training/trainer-child';
import { readTensorflowLog } from './training/tensorflow-log';
import { TrainerProcess } from './training/trainer-process';
import { TrainingFollowers } from './training/training-followers';
import { TrainingService } from './training/training-service';

export interface Services {
  home: string;
  library: LibraryService;
  dataset: DatasetService;
  imports: ImportService;
  runs: RunsService;
  settings: SettingsStore;
  trainer: TrainerProcess;
  training: TrainingService;
  probes: ProbeService;
  followers: TrainingFollowers;
}

/** Everything main holds, wired to each other and to the page. `outFolder` is where the built app lies. */
export async function createServices(home: string, outFolder: string, host: IpcHost): Promise<Services> {
  const { log } = host;
  const settings = await SettingsStore.open(settingsFile(home), log);
  const openSet = (dataSet: DataSet) => openDataSet(home, dataSet.id, dataSet.version);
  const dataset = new DatasetService({
    first: firstDataSet,
    folder: dataFolder(home),
    folderOf: ({ id }) => library.folderOf(id),
    open: openSet,
    onChange: (state) => {
      sendEvent(host, datasetContract, 'changed', state);
      // What has been got, or is gone, stands otherwise in the list.
      if (state.status !== 'working') void library.list();
    },
    log,
  });
  const library: LibraryService = new LibraryService({
    library: new DataLibrary(home),
    first: firstDataSet,
    open: openSet,
    lastUsed: settings.get().dataSet,
    keepUsed: (id) => settings.setDataSet(id),
    onUse: (dataSet) => void dataset.use(dataSet),
    onChange: (snapshot) => sendEvent(host, libraryContract, 'changed', snapshot),
    whyBusy: () => whyBusy(training, dataset),
    log,
  });
  const store = new RunStore(runsFolder(home), {
    readTest: testPictures(home, dataset, () => library.current()),
  });
  const imports = new ImportService({
    look: (paths, { signal, onFound }) => lookAtSource(paths, { signal, onProgress: onFound }),
    open: (source, options) => ImportSession.begin(home, source, options),
    onChange: (state) => sendEvent(host, importsContract, 'changed', state),
    onMade: (id) => library.added(id),
    log,
  });
  const runs = new RunsService({
    store,
    onChange: (id, run) => sendEvent(host, runsContract, 'changed', { id, run }),
    log,
  });
  const fork = trainerForker(join(outFolder, 'main', 'trainer.js'), log);
  const trainer = new TrainerProcess({ fork, log });
  const followers = new TrainingFollowers(log);
  const training = new TrainingService({
    trainer,
    whyNoGpu: () => explainNoGpu(() => readTensorflowLog(fork)),
    runs: store,
    home,
    dataSet: () => library.current(),
    runsFolder: runsFolder(home),
    dataIsReady: () => dataset.isReady(),
    onChange: (state) => {
      sendEvent(host, trainingContract, 'changed', state);
      followers.tell(state);
    },
    onPoints: (runId, points, replaceAll) =>
      sendEvent(host, trainingContract, 'points', { runId, points, replaceAll }),
    onEngine: (engine) => sendEvent(host, trainingContract, 'engine', engine),
    onRunChanged: (id) => runs.tell(id),
    log,
  });
  const probes = new ProbeService({
    fork,
    memory: new PaceMemory(pacesFile(home), thisMachine(app.getVersion()), log),
    home,
    dataSet: () => library.current(),
    dataIsReady: () => dataset.isReady(),
    isTraining: () => training.isRunning(),
    cardIsNew: () => training.engine()?.newCard ?? false,
    onCardPrepared: () => training.cardPrepared(),
    log,
  });
  followers.add(({ status }) => status === 'running' && probes.cancel());
  // A set that was changed or removed while a model was trained on it.
  followers.add(({ status }) => status !== 'running' && void library.list());
  return { home, library, dataset, imports, runs, settings, trainer, training, probes, followers };
}

/** What is looked at once the window is on its way: none of it holds the window up. */
export async function lookAround({ library, runs, training }: Services): Promise<void> {
  await Promise.all([runs.tidy(), library.start(), training.look()]);
}
