import type { CurvePoint } from '#core/domain/training-progress';
import { trainingPlanSchema } from '#core/model/training-plan';
import { createFakeBridge } from '../../fakes/fake-bridge';
import { drawFiles } from './draw-files';
import { importScenarios } from './import-scenarios';
import { scenarios, type LooksFacts } from './scenarios';

/** Opens the app in the scenario that the address names, on facts that take-looks.mjs serves. */
const ask = async (name: string, query: unknown = null) =>
  (await fetch(`/facts/${name}`, { method: 'POST', body: JSON.stringify(query) })).json();

interface Bytes {
  labels?: number[];
  pixels: number[];
}
/** JSON has no bytes. */
const withBytes = <T extends Bytes>({ labels, pixels, ...rest }: T) => ({
  ...rest,
  labels: Uint16Array.from(labels ?? []),
  pixels: Uint8Array.from(pixels),
});

const { plan, tensors, weights, dataset, early, ...begin } = await ask('begin');
/** The run of one epoch is the other one after its first. */
const afterOneEpoch = {
  curves: (begin.curves as CurvePoint[]).filter(({ position }) => position <= 1),
  evaluation: early,
};
const facts: LooksFacts = {
  ...begin,
  detail: (id) => (id === 'classic-1' ? afterOneEpoch : undefined),
  split: (query) => ask('split', query),
  pictures: async (query) => withBytes(await ask('pictures', query)),
  compare: (query) => ask('compare', query),
  changed: async (query) => withBytes(await ask('changed', query)),
  cell: async (query) => withBytes(await ask('cell', query)),
  model: {
    plan: trainingPlanSchema.parse(plan),
    tensors,
    weights: Uint8Array.from(atob(weights), (character) => character.charCodeAt(0)),
  },
  datasetState: dataset,
};
const name = new URLSearchParams(location.search).get('scenario') ?? '';
const known = scenarios(facts);
const scenario = { ...known, ...importScenarios(known['ready']!, await drawFiles()) }[name];
if (!scenario) throw new Error(`There is no scenario "${name}".`);
const fake = createFakeBridge(facts, scenario);
Object.assign(window, { wardrobe: fake.bridge, fake });
await import('../../../src/renderer/main');
document.documentElement.dataset['ready'] = 'yes';
