#!/usr/bin/env node
/** `npm run -s wardrobe -- COMMAND`: sets up what the terminal needs, on stderr, then runs the command. */
import './setup/node-version.mjs';
import { appIsBuilt } from './setup/build-app.mjs';
import { describeFindings, findings, systemFindings } from './setup/doctor.mjs';
import { packagesAreReady } from './setup/packages.mjs';
import { runCliInTerminal } from './setup/run-app.mjs';
import { setUp } from './setup/set-up.mjs';

const args = process.argv.slice(2);

/** @param {import('./setup/doctor.mjs').Finding[]} found */
function tell(found) {
  const json = args.includes('--json');
  const lines = found.map((finding) => `${JSON.stringify({ event: 'finding', ...finding })}\n`).join('');
  process.stdout.write(json ? lines : describeFindings(found));
}

const isDoctor = args[0] === 'doctor';
if (isDoctor && !(packagesAreReady() && appIsBuilt())) {
  tell(await findings());
} else if (await setUp({})) {
  // Of libraries and programs outside of it the app knows nothing.
  if (isDoctor) tell(await systemFindings());
  process.exitCode = await runCliInTerminal(args);
} else {
  process.exitCode = 1;
}
