/** A source of the data set that failed, and why, in one line. */
export interface Attempt {
  source: string;
  message: string;
}

/** How far getting the data set is. */
export interface DatasetProgress {
  phase: 'looking' | 'waiting' | 'downloading' | 'checking' | 'installing';
  /** Where it comes from now, in words. */
  source: string;
  file: string | null;
  doneBytes: number;
  /** 0 while it is not known. */
  totalBytes: number;
  secondsLeft: number | null;
  /** Sources that failed so far. */
  attempts: Attempt[];
}
