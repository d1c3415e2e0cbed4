import { z } from 'zod';
import { trainingPlanSchema } from '../training-plan';

/** What a plan's schema allows at one place. */
export interface SchemaField {
  type: 'number' | 'boolean' | 'choice';
  /** Numbers: the least and the most that is taken; null where there is no bound. */
  min: number | null;
  max: number | null;
  whole: boolean;
  /** Of a choice. */
  options: string[];
  /** Taken where a plan says nothing. */
  initial: number | string | boolean | null;
}

/** The part of JSON Schema that zod gives for a plan. */
interface JsonSchema {
  type?: string;
  const?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/**
 * Every place of a plan that holds a value, by its path: "epochs", "optimizer.beta1", "layers.conv2d.filters" (by the layer's
 * type, those within residuals included). A path that ends in "?" says whether something is there at all: "clipNorm?".
 */
export const schemaFields: ReadonlyMap<string, SchemaField> = gather();

export function schemaField(path: string): SchemaField {
  const field = schemaFields.get(path);
  if (!field) throw new Error(`A plan has no "${path}".`);
  return field;
}

function gather(): Map<string, SchemaField> {
  const fields = new Map<string, SchemaField>();
  walk(z.toJSONSchema(trainingPlanSchema, { io: 'input' }) as JsonSchema, '', fields);
  return fields;
}

function walk(schema: JsonSchema, path: string, fields: Map<string, SchemaField>): void {
  const variants = schema.oneOf ?? schema.anyOf ?? [schema];
  const present = variants.filter(({ type }) => type !== 'null');
  if (present.length < variants.length) fields.set(`${path}?`, leaf({ type: 'boolean', default: false }));
  for (const variant of present) {
    const within = (name: string): string => (path === '' ? name : `${path}.${name}`);
    const { type: tag, ...others } = variant.properties ?? {};
    if (variant.items) walk(variant.items, path, fields);
    else if (variant.properties === undefined)
      fields.set(path, leaf({ default: schema.default, ...variant }));
    else if (path === 'layers' || path.startsWith('layers.')) {
      // A layer is edited by its type; a residual's layers are of the same types.
      for (const [name, property] of Object.entries(others))
        walk(property, name === 'layers' ? 'layers' : `layers.${tag?.const}.${name}`, fields);
    } else {
      if (tag?.const !== undefined) addOption(fields, within('type'), tag.const, schema.default);
      for (const [name, property] of Object.entries(others)) walk(property, within(name), fields);
    }
  }
}

function leaf(schema: JsonSchema): SchemaField {
  const initial = schema.default ?? null;
  return {
    type: schema.enum ? 'choice' : schema.type === 'boolean' ? 'boolean' : 'number',
    min: schema.minimum ?? null,
    max: schema.maximum ?? null,
    whole: schema.type === 'integer',
    options: schema.enum ?? [],
    initial: initial as SchemaField['initial'],
  };
}

/** The types of a discriminated union are the options of its `type`. */
function addOption(fields: Map<string, SchemaField>, path: string, option: string, given: unknown): void {
  const { type: initial = null } = (given ?? {}) as { type?: string };
  const before = fields.get(path) ?? { ...leaf({ enum: [], default: initial ?? undefined }) };
  fields.set(path, { ...before, options: [...before.options, option] });
}
