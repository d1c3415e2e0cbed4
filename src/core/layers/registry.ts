import { z } from 'zod';
import { activation } from './activation/activation';
import { avgPool } from './avg-pool/avg-pool';
import { batchNorm } from './batch-norm/batch-norm';
import { conv2d } from './conv2d/conv2d';
import { dense } from './dense/dense';
import { depthwiseConv2d } from './depthwise-conv2d/depthwise-conv2d';
import { dropout } from './dropout/dropout';
import { flatten } from './flatten/flatten';
import { globalAvgPool } from './global-avg-pool/global-avg-pool';
import type { LayerKind, LayerSchema } from './layer-kind';
import { maxPool } from './max-pool/max-pool';
import { residualOf } from './residual/residual';
import { upsample } from './upsample/upsample';

/** Every kind of layer but the residual, which holds some of these, in the form's order; a new one is a folder and a line here. */
const plainKinds = {
  conv2d,
  depthwiseConv2d,
  batchNorm,
  activation,
  maxPool,
  avgPool,
  globalAvgPool,
  upsample,
  flatten,
  dense,
  dropout,
};

/** Every kind of layer by its type in a plan. */
export const layerKinds = {
  ...plainKinds,
  residual: residualOf(z.discriminatedUnion('type', schemasOf(plainKinds))),
};

export const layerSchema = z.discriminatedUnion('type', schemasOf(layerKinds));
export type Layer = z.output<typeof layerSchema>;
export type LayerType = Layer['type'];
export const layerTypes = Object.keys(layerKinds) as LayerType[];

/** The layer's kind; what it is asked about the layer is typed by all kinds together. */
export function kindOf(layer: Layer): LayerKind<LayerSchema, Layer> {
  return layerKinds[layer.type] as unknown as LayerKind<LayerSchema, Layer>;
}

/** The layers within a layer; none in most kinds. */
export function innerLayers(layer: Layer): readonly Layer[] {
  return 'layers' in layer ? layer.layers : [];
}

/** Whether layers of this type hold others. */
export function holdsLayers(type: LayerType): boolean {
  return 'layers' in layerKinds[type].schema.shape;
}

type SchemaOf<Type> = z.ZodObject<{ type: z.ZodLiteral<Type & string> }>;
/** Kinds by the type that their own schemas say. */
type Kinds<K> = { readonly [Type in keyof K]: { readonly schema: SchemaOf<Type> } };

function schemasOf<K extends Kinds<K>>(kinds: K): [K[keyof K]['schema'], ...K[keyof K]['schema'][]] {
  const [first, ...others] = (Object.values(kinds) as K[keyof K][]).map(({ schema }) => schema);
  return [first!, ...others];
}
