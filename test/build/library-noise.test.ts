import { expect, test } from 'vitest';
import { withoutLibraryNoise } from '../../build/setup/library-noise.mjs';

test("TensorFlow's own notes are left out, everything else stays", () => {
  const noise =
    'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n' +
    'I0000 00:00:1795556055.822914   16102 port.cc:153] oneDNN custom operations are on.\n';
  const warning = 'W0000 00:00:1795556055.822914   16102 gpu.cc:10] No driver.\n';
  const progress = '\r\x1b[KEpoch 1 of 5';
  expect(withoutLibraryNoise(`Reading …\n${noise}${warning}${progress}`)).toBe(
    `Reading …\n${warning}${progress}`,
  );
});
