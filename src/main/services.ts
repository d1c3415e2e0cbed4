import { join } from 'node:path';
import { app } from 'electron';
import { dataFolder, pacesFile, runsFolder, settingsFile } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';
import { explainNoGpu } from '#core/tensorflow/library/no-gpu';
import { datasetContract } from '#shared/contracts/dataset';
import { runsContract } from '#shared/contracts/runs';
import { trainingContract } from '#shared/contracts/training';
import { DatasetService } from './dataset/dataset-service';
import { firstDataSet } from './first-data-set';
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
  dataset: DatasetService;
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
  const dataset = new DatasetService({
    folder: dataFolder(home),
    onChange: (state) => sendEvent(host, datasetContract, 'changed', state),
    log,
  });
  const store = new RunStore(runsFolder(home), { readTest: testPictures(home, dataset) });
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
    dataSet: firstDataSet,
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
    dataSet: firstDataSet,
    dataIsReady: () => dataset.isReady(),
    isTraining: () => training.isRunning(),
    cardIsNew: () => training.engine()?.newCard ?? false,
    onCardPrepared: () => training.cardPrepared(),
    log,
  });
  followers.add(({ status }) => status === 'running' && probes.cancel());
  return { home, dataset, runs, settings, trainer, training, probes, followers };
}

/** What is looked at once the window is on its way: none of it holds the window up. */
export async function lookAround({ dataset, runs, training }: Services): Promise<void> {
  await Promise.all([runs.tidy(), dataset.look(), training.look()]);
}
