/** `npm start`: sets up what is missing, then opens the app; without a display, does the main job in the terminal. */
import './setup/node-version.mjs';
import { electronProgram } from './setup/electron.mjs';
import { projectFolder } from './setup/folders.mjs';
import { hasDisplay, runCliInTerminal, runInTerminal, whyNoSandbox } from './setup/run-app.mjs';
import { say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';

const args = process.argv.slice(2);
if (!(await setUp({ electron: true, dataset: true }))) process.exit(1);

const program = electronProgram();
if (program && hasDisplay()) {
  const reason = await whyNoSandbox(program);
  if (reason) say.note(`Electron runs with --no-sandbox: ${reason}.`);
  process.exitCode = await runInTerminal(program, [
    projectFolder,
    ...(reason ? ['--no-sandbox'] : []),
    ...args,
  ]);
  if (process.exitCode === 127) {
    say.note('Electron lacks a system library (named above). What is missing, and how to get it:');
    say.command('npm run -s wardrobe -- doctor');
  }
} else {
  say.note(`${program ? 'No display is here' : 'Electron is not here'}: the main job runs in the terminal.`);
  process.exitCode = await runCliInTerminal(['train', ...args]);
}
