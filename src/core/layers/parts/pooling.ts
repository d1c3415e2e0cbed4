import type { Window } from '../../graph/ops/neural';
import { count } from './fields';
import { square, unless, words } from './labels';

/** What both kinds of pooling over patches share beside their forward passes. */

export interface Pooling {
  poolSize: number;
  /** As large as the patch where absent. */
  strides?: number | undefined;
}

/** Fields of their schemas. */
export const poolingFields = { poolSize: count(1, 8), strides: count(1, 8).optional() };

export const poolingSettings = {
  poolSize: { label: 'Patch size', about: 'Side of each patch, in pixels.', initial: 2 },
  strides: { label: 'Stride', about: 'Pixels from one patch to the next.', empty: 'as the patch' },
};

export const poolWindow = ({ poolSize, strides }: Pooling): Window => ({
  kernelSize: poolSize,
  strides: strides ?? poolSize,
  padding: 'valid',
});

export const poolingLabel = (name: string, { poolSize, strides }: Pooling): string =>
  words(`${name} pool ${square(poolSize)}`, unless(poolSize, strides ?? poolSize, 'stride '));
