/**
 * Reads a snapshot and follows its changes. The subscription comes first, so nothing is missed; an event may then
 * overtake the snapshot, so `onSnapshot` must not set back what an event has told. Returns what ends the subscription.
 */
export function follow<S, E>(source: {
  subscribe: (listener: (event: E) => void) => () => void;
  read: () => Promise<S>;
  onSnapshot: (snapshot: S) => void;
  onEvent: (event: E) => void;
  onError: (error: unknown) => void;
}): () => void {
  const unsubscribe = source.subscribe(source.onEvent);
  source.read().then(source.onSnapshot, source.onError);
  return unsubscribe;
}
