import { wasmFunction, type Code, type Local } from './assembler';
import { advance, f32, f32x4, i32, whileRoom, type Floats } from './instructions';

/**
 * Over `count` floats at these addresses: newM = m + rest1·(gradient − m), newV = v + rest2·(gradient² − v),
 * newWeight = (weight − decay·weight) − corrected·newM / (√newV + epsilon). `rest` is 1 − β.
 */
export const adamStep = wasmFunction(
  'adamStep',
  {
    weight: 'i32',
    gradient: 'i32',
    m: 'i32',
    v: 'i32',
    newWeight: 'i32',
    newM: 'i32',
    newV: 'i32',
    count: 'i32',
    rest1: 'f32',
    rest2: 'f32',
    epsilon: 'f32',
    corrected: 'f32',
    decay: 'f32',
  },
  ({ count, rest1, rest2, epsilon, corrected, decay, ...addresses }, locals) => {
    const done = locals.add('i32');

    const part = (floats: Floats): Code => {
      const { add, sub, mul, div, sqrt, load, store, same, bytes } = floats;
      const [weight, gradient, m, v] = locals.addAll(floats.type, 4) as [Local, Local, Local, Local];
      const moved = (mean: Local, value: Code, rest: Local): Code =>
        mean.set(add(mean.get, mul(sub(value, mean.get), same(rest.get))));
      const move = div(mul(m.get, same(corrected.get)), add(sqrt(v.get), same(epsilon.get)));
      return whileRoom(done, bytes / 4, count.get, [
        ...weight.set(load(addresses.weight.get)),
        ...gradient.set(load(addresses.gradient.get)),
        ...m.set(load(addresses.m.get)),
        ...v.set(load(addresses.v.get)),
        ...moved(m, gradient.get, rest1),
        ...moved(v, mul(gradient.get, gradient.get), rest2),
        ...weight.set(sub(weight.get, mul(same(decay.get), weight.get))),
        ...store(addresses.newM.get, m.get),
        ...store(addresses.newV.get, v.get),
        ...store(addresses.newWeight.get, sub(weight.get, move)),
        ...Object.values(addresses).flatMap((address) => advance(address, i32.const(bytes))),
        ...advance(done, i32.const(bytes / 4)),
      ]);
    };
    return [...part(f32x4), ...part(f32)];
  },
);
