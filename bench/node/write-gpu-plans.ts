/** Writes the plans that are measured on a card as <model>.json, for peers that can't read TypeScript: write-gpu-plans FOLDER EPOCHS */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gpuPlans } from './plans';

const [folder, epochs] = process.argv.slice(2);
if (!folder || !epochs) throw new Error('Usage: write-gpu-plans FOLDER EPOCHS');

for (const [model, plan] of Object.entries(gpuPlans(Number(epochs))))
  writeFileSync(join(folder, `${model}.json`), JSON.stringify(plan));
