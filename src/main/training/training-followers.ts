import type { TrainingState } from '#shared/contracts/training';
import type { Log } from '../log-file';

export type TrainingFollower = (state: TrainingState) => void;

/** Those in main who are told each new state of training, beside the page: the window's title, the desktop. */
export class TrainingFollowers {
  readonly #log: Log;
  readonly #followers: TrainingFollower[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  add(...followers: TrainingFollower[]): void {
    this.#followers.push(...followers);
  }

  /** Never throws: a desktop that can't show something must not cost the run. */
  tell(state: TrainingState): void {
    for (const follower of this.#followers) {
      try {
        follower(state);
      } catch (error) {
        this.#log(`training: not shown: ${String(error)}`);
      }
    }
  }
}
