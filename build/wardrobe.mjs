#!/usr/bin/env node
/** `npm run -s wardrobe -- COMMAND`: sets up what the terminal needs, on stderr, then runs the command. */
import './setup/node-version.mjs';
import { appIsBuilt } from './setup/build-app.mjs';
import { describeFindings, findings } from './setup/doctor.mjs';
import { packagesAreReady } from './setup/packages.mjs';
import { cliFile, runInTerminal } from './setup/run-app.mjs';
import { setUp } from './setup/set-up.mjs';

const args = process.argv.slice(2);
if (args[0] === 'doctor' && !(packagesAreReady() && appIsBuilt())) {
  const found = await findings();
  if (args.includes('--json')) {
    for (const finding of found)
      process.stdout.write(`${JSON.stringify({ event: 'finding', ...finding })}\n`);
  } else {
    process.stdout.write(describeFindings(found));
  }
} else if (await setUp({})) {
  process.exitCode = await runInTerminal(process.execPath, [cliFile, ...args]);
} else {
  process.exitCode = 1;
}
