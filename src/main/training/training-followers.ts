import type { TrainingState } from '#shared/contracts/training';
import type { Log } from '../log-file';

export type TrainingFollower = (state: TrainingState) => void;

/** Those in main who are told each new state of training, beside the page: the window's title, the desktop. */
export class TrainingFollowers {
  readonly #log: Log;
  readonly #followers = new Set<TrainingFollower>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Returns what ends the following. */
  add(...followers: TrainingFollower[]): () => void {
    for (const follower of followers) this.#followers.add(follower);
    return () => followers.forEach((follower) => this.#followers.delete(follower));
  }

  /** Never throws: a desktop that can't show something must not cost the run. */
  tell(state: TrainingState): void {
    for (const follower of [...this.#followers]) {
      try {
        follower(state);
      } catch (error) {
        this.#log(`training: not shown: ${String(error)}`);
      }
    }
  }
}
