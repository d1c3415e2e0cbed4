import { describe, expect, test } from 'vitest';
import { isDataFile, useOfDrag, useOfDrop } from '../../../src/renderer/drop/drop-use';

const file = (name: string) => ({ name, isFile: true, isDirectory: false }) as FileSystemEntry;

function folder(name: string, children: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const lots = [children, []];
    return { readEntries: (resolve: (entries: FileSystemEntry[]) => void) => resolve(lots.shift() ?? []) };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const classes = folder('laundry', [folder('shirt', []), folder('dress', [])]);
const loose = folder('phone', [file('a.jpg'), file('b.jpg')]);

describe('what is dropped', () => {
  test('becomes a set when it is a folder of folders or of data files', async () => {
    expect(await useOfDrop([classes], 'data')).toBe('import');
    expect(await useOfDrop([folder('mnist', [file('train-images-idx3-ubyte.gz')])], 'train')).toBe('import');
  });

  test('is classified when it is loose pictures, also in a folder', async () => {
    expect(await useOfDrop([file('a.jpg')], 'data')).toBe('classify');
    expect(await useOfDrop([loose], 'data')).toBe('classify');
    expect(await useOfDrop([folder('hidden', [folder('.thumbnails', []), file('a.png')])], 'model')).toBe(
      'classify',
    );
  });

  test('is classified in the Classify step, folders of folders, too; only data files are not', async () => {
    expect(await useOfDrop([classes], 'classify')).toBe('classify');
    expect(await useOfDrop([file('laundry.zip')], 'classify')).toBe('import');
  });

  test('in a folder that can’t be read is classified, which says so', async () => {
    const createReader = () => ({ readEntries: (_: unknown, reject: () => void) => reject() });
    const locked = { name: 'locked', isFile: false, isDirectory: true, createReader };
    expect(await useOfDrop([locked as unknown as FileSystemEntry], 'data')).toBe('classify');
  });
});

test('while it is dragged, folders have no type', () => {
  expect(useOfDrag([''], 'data')).toBe('import');
  expect(useOfDrag(['image/png', 'image/jpeg'], 'data')).toBe('classify');
  expect(useOfDrag([''], 'classify')).toBe('classify');
  expect(useOfDrag(['application/zip'], 'classify')).toBe('import');
});

test('data files are told by their names', () => {
  for (const name of [
    'a.zip',
    'digits.CSV',
    'train-images-idx3-ubyte',
    'x.idx',
    't10k-labels-idx1-ubyte.gz',
    'train-images.idx3-ubyte',
  ])
    expect(isDataFile(name), name).toBe(true);
  for (const name of ['a.png', 'notes.txt', 'zip']) expect(isDataFile(name), name).toBe(false);
});
