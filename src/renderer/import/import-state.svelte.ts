import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { ImportOptions, ImportState } from '#shared/contracts/imports';
import { client } from '../client';
import { follow } from '../state/follow';
import { dataView } from '../steps/data/data-view.svelte';
import { Decoder } from './decoder';
import { decoderCount, DecoderPool } from './decoder-pool';
import { spawnDecoder } from './spawn-decoder';
import { takePictures } from './take-pictures';

/** The data set that is being made, as main tells it, and what the user decides about it. */
class ImportPageState {
  /** Null until main has answered. */
  current = $state.raw<ImportState | null>(null);
  /** What the user decided so far, from what is proposed. */
  options = $state.raw<ImportOptions | null>(null);
  /** What went wrong with a command. */
  error = $state.raw<ErrorInfo | null>(null);

  /** Whether an import takes the place of the Data step. */
  active = $derived(!['none', 'done', undefined].includes(this.current?.status));

  readonly decoders = new DecoderPool(
    Array.from({ length: decoderCount(navigator.hardwareConcurrency) }, () => new Decoder(spawnDecoder)),
  );
  #isTaking = false;

  start(): () => void {
    return follow({
      subscribe: client.imports.onChanged,
      read: () => client.imports.state(),
      onSnapshot: (state) => this.current ?? this.#take(state),
      onEvent: (state) => this.#take(state),
      onError: (error) => (this.error = toErrorInfo(error)),
    });
  }

  async look(paths: readonly string[]): Promise<void> {
    await this.#tell(() => client.imports.look({ paths: [...paths] }));
  }

  async choose(kind: 'folder' | 'files'): Promise<void> {
    await this.#tell(() => client.imports.choose({ kind }));
  }

  set(change: Partial<ImportOptions>): void {
    if (this.options) this.options = { ...this.options, ...change };
  }

  async make(): Promise<void> {
    const { options } = this;
    if (options) await this.#tell(() => client.imports.begin(options));
  }

  async cancel(): Promise<void> {
    await this.#tell(() => client.imports.cancel());
  }

  /** Ends the import and goes back to the data sets. */
  async leave(): Promise<void> {
    await this.cancel();
    if (dataView.page === 'import') dataView.open('list');
  }

  #take(state: ImportState): void {
    const before = this.current;
    this.current = state;
    if (state.status === 'done' && before?.status === 'finishing') dataView.open('set');
    // After a cancelled set the user's own settings stay.
    if (state.status === 'preview' && (before?.status !== 'taking' || !this.options))
      this.options = state.preview.proposal;
    if (state.status === 'taking' && !this.#isTaking) void this.#takePictures();
    if (state.status !== 'taking' && before?.status === 'taking') this.decoders.end();
  }

  async #takePictures(): Promise<void> {
    this.#isTaking = true;
    try {
      await takePictures(client.imports, this.decoders);
    } catch (error) {
      if (this.current?.status === 'taking') await this.#giveUp(error);
    } finally {
      this.#isTaking = false;
    }
  }

  /** Without the page main would wait for ever. */
  async #giveUp(error: unknown): Promise<void> {
    await this.cancel();
    this.error = toErrorInfo(error);
  }

  async #tell(command: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await command();
    } catch (error) {
      this.error = toErrorInfo(error);
    }
  }
}

export const importState = new ImportPageState();
