/** `npm run setup:gpu`: looks for the GPU again and sets it up, also where that failed before. */
import '../setup/node-version.mjs';
import { say } from '../setup/say.mjs';
import { setUp } from '../setup/set-up.mjs';
import { checkedTensorflow, forgetTensorflow } from '../setup/tensorflow-check.mjs';
import { findNvidiaGpu } from '../../src/core/tensorflow/library/nvidia-gpu.mjs';

forgetTensorflow();
await setUp({});
if (findNvidiaGpu().names.length === 0) say.problem('No NVIDIA GPU was found on this machine.');
process.exitCode = checkedTensorflow()?.gpu ? 0 : 1;
