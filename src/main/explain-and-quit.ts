import { app, dialog } from 'electron';
import { toErrorInfo } from '#core/domain/errors';

/** Says in a dialog, and to the terminal, why the app can't start, and ends it with exit code 1. */
export function explainAndQuit(error: unknown): void {
  const { message, hint } = toErrorInfo(error);
  process.stderr.write(`${message}\n${hint ?? ''}\n`);
  dialog.showErrorBox("Wardrobe can't start", [message, hint].filter(Boolean).join('\n\n'));
  app.exit(1);
}
