import { describe, expect, test } from 'vitest';
import { prepareOptimizer } from './optimizer-reference';
import { optimizerSchema } from '#core/model/training-plan';
import { optimizerBuilder } from '#core/graph/optimizers/registry';
import { slotName } from '#core/graph/optimizers/optimizer-builder';
import { placeholder } from '#core/graph/ops/arrays';
import { assignVariable, done, readVariable, variable } from '#core/graph/ops/variables';
import { CarriedStore, VariableStore } from '#core/graph/state-store';
import { openGraph } from './graph-bench';

const rate = 0.05;
const start = [0.5, -1, 2];
const gradients = [
  [0.1, -2, 0.3],
  [0, 1, -0.5],
  [4, 1e-4, 0.2],
  [-1, 0.5, 0.5],
];

const optimizers = [
  { type: 'sgd' },
  { type: 'sgd', momentum: 0.9 },
  { type: 'sgd', momentum: 0.8, nesterov: true },
  { type: 'adam' },
  { type: 'adam', beta1: 0.5, beta2: 0.9, epsilon: 0.1 },
  { type: 'adamw', weightDecay: 0.1 },
  { type: 'adamw', weightDecay: 0 },
].map((given) => optimizerSchema.parse(given));

describe.each(optimizers)('%j', (optimizer) => {
  const builder = optimizerBuilder(optimizer);
  const names = ['w', ...builder.slots(optimizer).map((slot) => slotName('w', slot))];

  test.each(['variables', 'carried values'])('moves weights on %s as the formula says', async (kind) => {
    const graph = await openGraph<string>((g) => {
      const time = placeholder(g, 'time', 'float', []);
      const gradient = placeholder(g, 'gradient', 'float', [3]);
      const handles = new Map(names.map((name) => [name, variable(g, `v/${name}`, 'float', [3])]));
      const first = names.map((name) =>
        assignVariable(g, handles.get(name)!, g.constant('float', [3], name === 'w' ? start : [0, 0, 0])),
      );
      const context = { g, rate: g.float(rate), time };
      if (kind === 'variables') {
        const store = new VariableStore(g, handles);
        builder.prepare({ ...context, store }, optimizer)('w', gradient);
        return {
          begun: done(g, 'begun', first),
          weight: readVariable(g, handles.get('w')!, 'float', { after: store.changes }),
        };
      }
      const values = new Map(names.map((name) => [name, readVariable(g, handles.get(name)!, 'float')]));
      const store = new CarriedStore(g, values);
      builder.prepare({ ...context, store }, optimizer)('w', gradient);
      const after = names.map((name) => assignVariable(g, handles.get(name)!, store.latest(name)));
      return {
        begun: done(g, 'begun', first),
        weight: readVariable(g, handles.get('w')!, 'float', { after }),
      };
    });
    graph.run({}, ['begun']);
    const expected = prepareOptimizer(optimizer, rate, start);
    gradients.forEach((gradient, step) => {
      const { weight } = graph.run(
        {
          time: { shape: [], values: Float32Array.of(step + 1) },
          gradient: { shape: [3], values: Float32Array.from(gradient) },
        },
        ['weight'],
      );
      const reference = expected(gradient);
      weight!.forEach((value, place) => expect(value).toBeCloseTo(reference[place]!, 5));
    });
    graph.dispose();
  });
});
