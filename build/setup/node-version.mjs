/** Stops with a message on a Node that is too old. Imported first, so that no newer syntax or API is met before. */
export const oldestNode = '20.19.0';

/**
 * Whether version `a` is at least version `b`, both as `major.minor.patch`.
 * @param {string} a
 * @param {string} b
 */
export function isAtLeast(a, b) {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

if (!isAtLeast(process.versions.node, oldestNode)) {
  process.stderr.write(
    `Wardrobe needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}.\n` +
      'Install a newer one (for example with "nvm install 20"), then start again.\n',
  );
  process.exit(1);
}
