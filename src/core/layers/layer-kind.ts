import type { z } from 'zod';
import type { Tensor } from '../graph/graph-builder';
import type { EagerContext } from './eager-layer';
import type { EagerTensor } from './eager-operations';
import type { GraphContext, GraphLayer } from './graph-layer';
import type { PlainContext, PlainForward } from './plain-layer';
import type { WeightRole } from './weight-spec';

export type LayerSchema = z.ZodObject<{ type: z.ZodLiteral<string> }>;

/** Height and width. */
export type Sides = readonly [number, number];

/**
 * Everything the app knows about one kind of layer, in one folder: its place in a plan, its words, its shapes and its three
 * forward passes. Shapes are without the batch unless they are a tensor's.
 */
export interface LayerKind<S extends LayerSchema = LayerSchema, L = z.output<S>> {
  /** Its fields in a plan. One called `layers` holds layers within this one. */
  readonly schema: S;
  /** What the form calls it. */
  readonly name: string;
  /** What it does, in a few words that follow "It". */
  readonly about: string;
  /** Words of each field, in the form's order. Bounds and options are the schema's. */
  readonly settings: SettingsOf<L>;
  /** A layer in a few words: all that it is but its own layers; what is as usual goes without saying. */
  label(layer: L): string;

  /** Throws what `context.refuse` throws where the layer can't follow such an input. */
  outputShape(layer: L, context: ShapeContext): number[];
  /** Shapes of its weights as in Keras, in the order of a stored model; none where absent. */
  weights?(layer: L, input: readonly number[]): Partial<Record<WeightRole, number[]>>;
  /** Multiplications of one picture's forward pass, those of the layers within it left out; zero where absent. */
  multiplyAdds?(layer: L, input: readonly number[], output: readonly number[]): number;
  /** It is a convolution, which XLA is slow at and which sees neighbouring pixels together. */
  readonly convolves?: true;
  /** It only picks the largest of some values, so that a rising activation before it may as well come after it. */
  readonly picksLargest?: true;
  /** What it reads of its input for the top left `wanted` of its output; all of it where absent. */
  sidesRead?(layer: L, wanted: Sides, input: Sides): Sides;

  /** Forward and gradient in a graph. `input` is [batch, …]. */
  graph(context: GraphContext, layer: L, input: Tensor): GraphLayer;
  /** Forward in TensorFlow.js, operation by operation. `input` is [batch, …]. */
  eager(context: EagerContext, layer: L, input: EagerTensor): EagerTensor;
  /** Makes the forward pass of one picture in plain TypeScript, with its memory. */
  plain(layer: L, context: PlainContext): PlainForward;
}

export interface ShapeContext {
  readonly input: readonly number[];
  /** What the layers within this one make of its input. */
  inner(): number[];
  /** Throws WardrobeError('unsupported'), "Layer 3 (Max pool 2×2) <why>." */
  refuse(why: string, hint: string): never;
}

export interface NumberWords {
  label: string;
  about: string;
  /** What a new layer has in the form, where the schema has no default. */
  initial?: number;
  /** What an empty field stands for, where the schema lets it be left out. */
  empty?: string;
}

export interface ChoiceWords<Option extends string = string> {
  label: string;
  about: string;
  /** What a new layer has in the form, where that is not the schema's default. */
  initial?: Option;
  /** What each option is called and what it does. */
  options: Readonly<Record<Option, { readonly name: string; readonly about: string }>>;
}

type WordsOf<Value> = Value extends number ? NumberWords : ChoiceWords<Value & string>;
type SettingsOf<L> = {
  readonly [Field in Exclude<keyof L, 'type' | 'layers'>]-?: WordsOf<NonNullable<L[Field]>>;
};

/** Types of a layer's parts follow from its schema. */
export function layerKind<S extends LayerSchema>(kind: LayerKind<S>): LayerKind<S> {
  return kind;
}
