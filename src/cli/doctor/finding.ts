/** What `doctor` says of one part; the set-up's own doctor, which runs before anything is installed, says the same. */
export interface Finding {
  part: string;
  ready: boolean;
  /** What was found, or what is missing. */
  detail: string;
  /** Where it came from. */
  source?: string;
  /** Sources that failed before. */
  attempts?: { source: string; error: string }[];
  /** The command that gets what is missing. */
  remedy?: string;
}
