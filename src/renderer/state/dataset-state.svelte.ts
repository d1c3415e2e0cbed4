import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { DatasetState as DatasetStatus } from '#shared/contracts/dataset';
import { client } from '../client';
import { follow } from './follow';

/** Where the data set stands, as main tells it. */
class DatasetState {
  /** Null until main has answered. */
  current = $state.raw<DatasetStatus | null>(null);
  /** What went wrong with a command, apart from getting the set itself. */
  error = $state.raw<ErrorInfo | null>(null);

  ready = $derived(this.current?.status === 'ready');

  start(): () => void {
    return follow({
      subscribe: client.dataset.onChanged,
      read: () => client.dataset.state(),
      onSnapshot: (state) => (this.current ??= state),
      onEvent: (state) => (this.current = state),
      onError: (error) => (this.error = toErrorInfo(error)),
    });
  }

  /** Gets the set from its sources, or from a folder. `current` tells how it goes. */
  async get(from?: string): Promise<void> {
    await this.#tell(() => client.dataset.get(from === undefined ? {} : { from }));
  }

  async getFromChosenFolder(): Promise<void> {
    await this.#tell(async () => {
      const folder = await client.dataset.chooseFolder();
      if (folder !== null) await client.dataset.get({ from: folder });
    });
  }

  async cancel(): Promise<void> {
    await this.#tell(() => client.dataset.cancel());
  }

  async #tell(command: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await command();
    } catch (error) {
      this.error = toErrorInfo(error);
    }
  }
}

export const datasetState = new DatasetState();
