import type { ImportPreview, ImportResult, ImportState } from '#shared/contracts/imports';
import type { Scenario } from '../../fakes/fake-bridge';
import { drawnKinds } from './draw-files';

const samplesPerClass = 5;

/** What an import can look like, over pictures that `draw-files` makes. */
export function importScenarios(
  ready: Scenario,
  importFiles: readonly Uint8Array[],
): Record<string, Scenario> {
  const importing = (imports: ImportState): Scenario => ({ ...ready, imports, importFiles });
  const refusals = [
    {
      reason: 'not-a-picture',
      message: 'The file is empty. Choose another, or copy it again.',
      count: 1,
      names: ['star/IMG_0412.jpg'],
    },
    {
      reason: 'unsupported',
      message: "TIFF files can't be read here. Save it as PNG or JPEG and choose that.",
      count: 2,
      names: ['moon/scan 1.tif', 'moon/scan 2.tif'],
    },
  ];
  const counts = [164, 158, 212, 171, 46, 147];
  const preview: ImportPreview = {
    kind: 'folder',
    origin: '/home/me/Pictures/Cut paper',
    classes: drawnKinds.map((name, i) => ({ name, train: 0, test: 0, unsplit: counts[i]! })),
    pictures: counts.reduce((sum, count) => sum + count, 0),
    refusals,
    notes: [],
    samples: drawnKinds.map((_, i) =>
      Array.from({ length: samplesPerClass }, (__, k) => i * samplesPerClass + k),
    ),
    proposal: {
      name: 'Cut paper',
      shape: { height: 64, width: 64, channels: 3 },
      preparation: 'whole',
      testFraction: 0.2,
      seed: 1,
    },
    pixelShape: null,
  };
  const many: ImportPreview = {
    ...preview,
    kind: 'zip',
    classes: Array.from({ length: 400 }, (_, i) => ({
      name: `n${String(1_440_764 + i * 97).padStart(8, '0')} a rather long name of a class, as word nets have them`,
      train: 1300 - (i % 9) * 20,
      test: 50,
      unsplit: 0,
    })),
    pictures: 531_200,
    refusals: [],
    notes: ['The pictures of the folder "val" join the training part.'],
    samples: Array.from({ length: 400 }, (_, i) => preview.samples[i % preview.samples.length]!),
    proposal: { ...preview.proposal, name: 'Many things', testFraction: 0 },
  };
  const result: ImportResult = {
    id: 'cut-paper',
    name: 'Cut paper',
    classes: 6,
    train: 716,
    test: 178,
    refusals: [
      ...refusals,
      {
        reason: 'corrupt',
        message: 'The JPEG file is damaged or cut off.',
        count: 1,
        names: ['sun/IMG_0020.jpg'],
      },
    ],
    exactDuplicates: 3,
    nearDuplicates: 14,
    contradictions: 1,
    turned: 31,
  };
  return {
    'import-looking': importing({ status: 'looking', origin: 'Cut paper', found: 12_483 }),
    'import-preview': importing({ status: 'preview', preview }),
    'import-many': importing({ status: 'preview', preview: many }),
    'import-taking': importing({
      status: 'taking',
      name: 'Cut paper',
      done: 318,
      total: 898,
      refused: 1,
      secondsLeft: 9,
    }),
    'import-finishing': importing({ status: 'finishing', name: 'Cut paper' }),
    'import-failed': importing({
      status: 'failed',
      origin: 'holiday',
      paths: ['/home/me/Pictures/holiday'],
      error: {
        kind: 'bad-input',
        message: 'There is only one class in /home/me/Pictures/holiday: "beach".',
        hint: 'A classifier tells at least two classes apart: add a folder of pictures for another.',
      },
    }),
    'import-done': importing({ status: 'done', result }),
  };
}
