/** What the user asked to train with; `auto` leaves it to what is found. */
export interface EngineChoice {
  engine: 'auto' | 'graph' | 'layers';
  device: 'auto' | 'cpu' | 'gpu';
}
