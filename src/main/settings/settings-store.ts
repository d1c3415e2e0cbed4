import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { automatic } from '#core/domain/engine';
import { writeFileAtomic } from '#core/files/write-file-atomic';
import { presetsFor } from '#core/model/presets';
import { settings as settingsSchema, type Settings, type WindowSettings } from '#shared/contracts/settings';
import { firstDataSet } from '../first-data-set';
import type { Log } from '../log-file';

export const defaultSettings: Settings = { plan: presetsFor(firstDataSet)[0]!.plan, choice: automatic };

/** The user's settings in one JSON file. A file that can't be used is put aside and the defaults are taken. */
export class SettingsStore {
  readonly #file: string;
  #settings: Settings;
  /** What stands in the file or is being written there; the last one wins. */
  #unsaved: Settings | undefined;
  #saving: Promise<void> | undefined;

  private constructor(file: string, settings: Settings) {
    this.#file = file;
    this.#settings = settings;
  }

  static async open(file: string, log: Log): Promise<SettingsStore> {
    return new SettingsStore(file, await read(file, log));
  }

  get(): Settings {
    return this.#settings;
  }

  /** Resolves when it stands on disk. Throws 'disk' when it can't be written; it then holds until the app is closed. */
  set(changed: WindowSettings): Promise<void> {
    return this.#change({ ...this.#settings, ...changed });
  }

  /** Keeps which data set is worked with; as `set`. */
  setDataSet(dataSet: string): Promise<void> {
    return this.#change({ ...this.#settings, dataSet });
  }

  #change(settings: Settings): Promise<void> {
    this.#settings = settings;
    this.#unsaved = settings;
    this.#saving ??= this.#save().finally(() => (this.#saving = undefined));
    return this.#saving;
  }

  async #save(): Promise<void> {
    while (this.#unsaved) {
      const text = `${JSON.stringify(this.#unsaved, null, 2)}\n`;
      this.#unsaved = undefined;
      await writeFileAtomic(this.#file, text);
    }
  }
}

async function read(file: string, log: Log): Promise<Settings> {
  let text: string;
  try {
    await mkdir(dirname(file), { recursive: true });
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log(`settings: ${String(error)}`);
    return defaultSettings;
  }
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch (error) {
    const aside = `${file}.unusable-${Date.now()}`;
    log(`settings: not usable, kept as ${aside}, defaults taken: ${(error as Error).message}`);
    await rename(file, aside).catch((error: unknown) => log(`settings: ${String(error)}`));
    return defaultSettings;
  }
}
