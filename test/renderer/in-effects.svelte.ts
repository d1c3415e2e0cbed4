/** Makes something that has effects outside of a component; `end` ends them. */
export function inEffects<T>(make: () => T): { value: T; end: () => void } {
  let value: T | undefined;
  const end = $effect.root(() => {
    value = make();
  });
  return { value: value as T, end };
}
