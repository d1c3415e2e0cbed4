/**
 * What Electron's own distribution does for `electron FOLDER`, for an Electron that came without it: starts the app whose
 * folder is named on the command line. Electron holds `ready` back until this module has been evaluated.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const { main, name, productName } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(productName ?? name);
/** @type {any} Not in Electron's types. */ (app).setAppPath(folder);
await import(pathToFileURL(join(folder, main)).href);
