import type { CoachFacts } from '#core/coach/coach-facts';
import type { DataFacts, DataSet } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError, type ErrorInfo } from '#core/domain/errors';
import type { TrainingPlan } from '#core/model/training-plan';
import type { Evaluation } from '#core/evaluation/evaluation';
import { automatic, type EngineDescription, type EngineChoice } from '#core/domain/engine';
import type { Outcomes } from '#core/runs/store/outcomes';
import type { CurvePoint } from '#core/domain/training-progress';
import type { Pace } from '#core/pace/pace';
import type { Bridge } from '#shared/bridge';
import { contracts } from '#shared/contracts/all';
import type { DatasetState } from '#shared/contracts/dataset';
import type { LibrarySnapshot } from '#shared/contracts/library';
import type { ImportState } from '#shared/contracts/imports';
import type { RunFacts, RunSummary, UnreadableRun } from '#shared/contracts/runs';
import type { TrainingState } from '#shared/contracts/training';
import { channelOf, type Envelope, type HandlersOf } from '#shared/define-contract';
import { fashionMnist } from '../fixtures/fashion-mnist';

type Handlers = { [D in keyof typeof contracts]: HandlersOf<(typeof contracts)[D]> };

/** Pictures and a run over them, from which the fake answers. */
export interface Facts {
  split: Handlers['dataset']['split'];
  pictures: Handlers['dataset']['pictures'];
  cell: Handlers['runs']['cell'];
  compare: Handlers['runs']['compare'];
  changed: Handlers['runs']['changed'];
  evaluation: Evaluation;
  curves: CurvePoint[];
  run: RunFacts;
  /** Of a run that is unlike the others. */
  detail?: (id: string) => { curves: CurvePoint[]; evaluation: Evaluation } | undefined;
  model: { plan: TrainingPlan; tensors: { name: string; shape: number[] }[]; weights: Uint8Array };
}

/** How the app stands. */
export interface Scenario {
  dataset: DatasetState;
  training: TrainingState;
  curves: CurvePoint[];
  runs: RunSummary[];
  unreadable?: UnreadableRun[];
  /** Where there are other sets than Fashion-MNIST. */
  library?: LibrarySnapshot;
  /** The set that the plan was made for, where it is not the current one. */
  planFor?: string;
  /** Of the sets in the list, and of the current one where it is not that of the facts. */
  samples?: Handlers['library']['samples'];
  split?: Handlers['dataset']['split'];
  pictures?: Handlers['dataset']['pictures'];
  /** Ids of runs that can be put back. */
  removed?: string[];
  plan: TrainingPlan;
  engine: EngineDescription | null;
  /** How fast anything trains, by the engine asked for; without one, probing fails. */
  paces?: Partial<Record<EngineChoice['engine'], Pace>>;
  /** Of the data of the newest run, where they are not as usual. */
  data?: DataFacts;
  /** What every run was trained on, judged on, and its pictures, where that is not Fashion-MNIST. */
  judged?: { dataSet: DataSet; evaluation: Evaluation; cell: Handlers['runs']['cell'] };
  /** Of the newest run, where it is another one than that of the facts. */
  recorded?: Pick<CoachFacts, 'curves' | 'evaluation'>;
  /** Commands that fail, by channel. */
  failing?: Record<string, ErrorInfo>;
  /** Why no run can be removed or put back: the command succeeds, and lists each run as failed. */
  refusing?: ErrorInfo | undefined;
  /** The data set that is being made; none without it. */
  imports?: ImportState;
  /** Files of an import's preview, by number. */
  importFiles?: readonly Uint8Array[];
  /** Channels that never answer. */
  silent?: readonly string[];
}

export interface FakeBridge {
  bridge: Bridge;
  /** Sends an event to all who listen: `tell('training:changed', state)`. */
  tell(channel: string, payload: unknown): void;
  /** Every command so far. */
  calls: { channel: string; input: unknown }[];
}

function paceOf({ paces }: Scenario, { engine }: EngineChoice): Pace {
  const pace = paces?.[engine];
  if (pace) return pace;
  throw new WardrobeError('unsupported', 'Nothing is measured here.');
}

function outcomesOf({ refusing }: Scenario, ids: string[]): Outcomes {
  if (!refusing) return { done: ids, failed: [] };
  return { done: [], failed: ids.map((id) => ({ id, error: refusing })) };
}

const onlyFashionMnist: LibrarySnapshot = {
  current: fashionMnist.id,
  sets: [
    { dataSet: fashionMnist, folder: '/home/me/data', bytes: 54_950_048, createdAt: null, versions: [] },
  ],
  unreadable: [],
  removed: [],
};

/** What the preload script puts at window.wardrobe, answered from memory: for tests and looks of the renderer. */
export function createFakeBridge(facts: Facts, scenario: Scenario): FakeBridge {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const calls: FakeBridge['calls'] = [];
  const recordedOf = (id: string) => {
    if (!scenario.recorded || id !== scenario.runs[0]?.id) return {};
    const { curves, evaluation } = scenario.recorded;
    return { curves: [...curves], evaluation: { ...facts.evaluation, ...evaluation } };
  };
  const handlers: Handlers = {
    app: {
      ping: () => 0,
      info: () => ({ version: '0.1.0', electron: '', chrome: '', node: '', platform: '', home: '' }),
    },
    dataset: {
      state: () => scenario.dataset,
      get: () => undefined,
      cancel: () => undefined,
      chooseFolder: () => null,
      split: scenario.split ?? facts.split,
      facts: async (query) => {
        if (scenario.data) return { ...scenario.data, trainPerClass: [...scenario.data.trainPerClass] };
        const { train, validation } = await facts.split(query);
        const validationPictures = validation.reduce((sum, count) => sum + count, 0);
        return { trainPerClass: train, validationPictures, copies: { validation: 0, test: 10 } };
      },
      pictures: scenario.pictures ?? facts.pictures,
    },
    library: {
      list: () => scenario.library ?? onlyFashionMnist,
      choose: () => undefined,
      samples: scenario.samples ?? (() => new Uint8Array()),
      change: () => undefined,
      remove: () => undefined,
      putBack: () => undefined,
      showFolder: () => undefined,
    },
    imports: {
      state: () => scenario.imports ?? { status: 'none' },
      look: () => undefined,
      choose: () => true,
      read: ({ indices }) => {
        const files = indices.map((index) => scenario.importFiles?.[index] ?? new Uint8Array());
        const bytes = Uint8Array.from(files.flatMap((file) => [...file]));
        return { lengths: files.map(({ length }) => length), bytes };
      },
      begin: () => undefined,
      next: () => null,
      take: () => undefined,
      cancel: () => undefined,
      captured: ({ options: { name }, classes }) => ({
        id: 'captured',
        name,
        classes: classes.length,
        train: 0,
        test: 0,
        refusals: [],
        exactDuplicates: 0,
        nearDuplicates: 0,
        contradictions: 0,
        turned: 0,
      }),
    },
    runs: {
      list: () => ({
        runs: scenario.runs,
        unreadable: scenario.unreadable ?? [],
        removed: scenario.removed ?? [],
      }),
      get: ({ id }) => {
        const summary = scenario.runs.find((run) => run.id === id)!;
        const { curves, evaluation } = { ...(facts.detail?.(id) ?? facts), ...recordedOf(id) };
        const judged = summary.testAccuracy !== null;
        return {
          summary,
          facts: facts.run,
          curves,
          evaluation: judged ? (scenario.judged?.evaluation ?? evaluation) : null,
          dataSet: scenario.judged?.dataSet ?? fashionMnist,
        };
      },
      model: () => ({ ...facts.model, dataSet: fashionMnist }),
      cell: scenario.judged?.cell ?? facts.cell,
      compare: facts.compare,
      changed: facts.changed,
      label: () => undefined,
      remove: ({ ids }) => outcomesOf(scenario, ids),
      putBack: ({ ids }) => outcomesOf(scenario, ids),
    },
    settings: {
      get: () => ({ plan: scenario.plan, planFor: scenario.planFor, choice: automatic }),
      set: () => undefined,
    },
    training: {
      state: () => ({ state: scenario.training, curves: scenario.curves }),
      start: () => ({ runId: 'fake-run' }),
      resumeRun: ({ id }) => ({ runId: id }),
      extend: ({ id }) => ({ runId: id }),
      pause: () => undefined,
      resume: () => undefined,
      stop: () => undefined,
      probe: ({ choice }) => paceOf(scenario, choice),
      engine: () => scenario.engine,
    },
  };

  async function answer(channel: string, handler: (input: unknown) => unknown, input: unknown) {
    calls.push({ channel, input });
    if (scenario.silent?.includes(channel)) return new Promise<never>(() => undefined);
    const error = scenario.failing?.[channel];
    if (error) return { ok: false, error } satisfies Envelope<never>;
    try {
      return { ok: true, value: await handler(input) } satisfies Envelope<unknown>;
    } catch (thrown) {
      return { ok: false, error: toErrorInfo(thrown) } satisfies Envelope<never>;
    }
  }

  const domains = Object.values(contracts).map(({ domain, commands, events }) => {
    const own = handlers[domain] as Record<string, (input: unknown) => unknown>;
    const functions: Record<string, unknown> = {};
    for (const name of Object.keys(commands)) {
      functions[name] = (input: unknown) => answer(channelOf(domain, name), own[name]!, input);
    }
    for (const name of Object.keys(events)) {
      functions[`on${name.charAt(0).toUpperCase()}${name.slice(1)}`] = (
        listener: (payload: unknown) => void,
      ) => {
        const channel = channelOf(domain, name);
        const told = listeners.get(channel) ?? new Set();
        listeners.set(channel, told.add(listener));
        return () => void told.delete(listener);
      };
    }
    return [domain, functions];
  });
  return {
    bridge: { ...Object.fromEntries(domains), files: { pathOf: () => '' } } as unknown as Bridge,
    tell: (channel, payload) => listeners.get(channel)?.forEach((listener) => listener(payload)),
    calls,
  };
}
