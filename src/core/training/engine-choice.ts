/** How the steps run: operations scheduled by TensorFlow, or the whole loop compiled by XLA. */
export type Way = 'scheduled' | 'compiled';

/** On a GPU: whatever is fastest, or only what gives the same bits each time. On a CPU all that is used does. */
export type Bits = 'fast' | 'exact';

/** What the user asked to train with; `auto` leaves it to what is found. */
export interface EngineChoice {
  engine: 'auto' | 'graph' | 'layers';
  device: 'auto' | 'cpu' | 'gpu';
  /** Absent: a short race decides. */
  way?: Way | undefined;
  /** Absent: fast. */
  bits?: Bits | undefined;
}
