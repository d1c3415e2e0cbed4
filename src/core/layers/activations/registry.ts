import { z } from 'zod';
import type { ActivationKind } from './activation-kind';
import { gelu } from './gelu';
import { linear } from './linear';
import { relu } from './relu';
import { relu6 } from './relu6';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { swish } from './swish';
import { tanh } from './tanh';

/** Every activation function, in the form's order; a new one is a file and a line here. */
const kinds = { linear, relu, relu6, gelu, swish, tanh, sigmoid, softmax };

export type Activation = keyof typeof kinds;
export const activationKinds: Readonly<Record<Activation, ActivationKind>> = kinds;
export const activationSchema = z.enum(Object.keys(kinds) as Activation[]);
