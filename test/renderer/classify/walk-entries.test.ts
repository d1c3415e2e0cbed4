import { describe, expect, it } from 'vitest';
import { foundInFiles } from '../../../src/renderer/classify/found-in';
import { walkEntries } from '../../../src/renderer/classify/walk-entries';
import type { Found } from '../../../src/renderer/classify/found-file';
import { collect } from './fakes';

type Tree = { [name: string]: Tree | 'file' | 'vanished' | 'locked' };
const limits = { files: 100, folders: 100, depth: 4 };

/** Folders hand out their entries in lots of `lot`, as Chromium does in lots of 100. */
function entriesOf(tree: Tree, path = '', lot = 3): FileSystemEntry[] {
  return Object.entries(tree).map(([name, what]) => {
    const fullPath = `${path}/${name}`;
    const base = { name, fullPath, isFile: what === 'file' || what === 'vanished' };
    const file = (give: (file: File) => void, fail: (error: Error) => void) =>
      what === 'file' ? give(new File(['x'], name)) : fail(new Error('NotFoundError'));
    const createReader = () => {
      const left = typeof what === 'object' ? entriesOf(what, fullPath, lot) : [];
      return {
        readEntries: (give: (entries: FileSystemEntry[]) => void, fail: (error: Error) => void) =>
          what === 'locked' ? fail(new Error('NotReadableError')) : give(left.splice(0, lot)),
      };
    };
    return { ...base, isDirectory: !base.isFile, file, createReader } as unknown as FileSystemEntry;
  });
}

const names = (found: Found[]) =>
  found.map((one) => (one.kind === 'left-out' ? '…' : `${one.kind} ${one.name}`));

describe('walkEntries', () => {
  it('finds every file of nested folders, over several lots, but not the systems’ own', async () => {
    const tree = {
      'a.png': 'file',
      clothes: {
        '1.png': 'file',
        '2.png': 'file',
        '3.png': 'file',
        '4.png': 'file',
        '.DS_Store': 'file',
        in: { 'x.png': 'file' },
      },
    } as const;
    expect(names(await collect(walkEntries(entriesOf(tree), limits)))).toEqual([
      'file a.png',
      'file clothes/1.png',
      'file clothes/2.png',
      'file clothes/3.png',
      'file clothes/4.png',
      'file clothes/in/x.png',
    ]);
  });

  it('tells what can’t be read, and goes on', async () => {
    const tree = { shut: 'locked', 'gone.png': 'vanished', 'here.png': 'file' } as const;
    const found = await collect(walkEntries(entriesOf(tree), limits));
    expect(names(found)).toEqual(['lost shut', 'lost gone.png', 'file here.png']);
  });

  it('stops at the most files and says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.png`, 'file' as const]));
    const found = await collect(walkEntries(entriesOf({ many }), { ...limits, files: 7 }));
    expect(found).toHaveLength(8);
    expect(found[7]).toMatchObject({
      kind: 'left-out',
      error: { message: 'Only the first 7 files were taken.' },
    });
    const exact = await collect(walkEntries(entriesOf({ many }), { ...limits, files: 20 }));
    expect(exact.map(({ kind }) => kind)).not.toContain('left-out');
  });

  it('ends folders that hold themselves', async () => {
    const loop: Tree = { 'a.png': 'file' };
    loop.again = loop;
    const found = await collect(walkEntries(entriesOf(loop), limits));
    expect(found.filter(({ kind }) => kind === 'file')).toHaveLength(limits.depth + 1);
    expect(found.at(-1)).toMatchObject({ kind: 'left-out', error: { kind: 'too-large' } });
  });

  it('stops at the most folders', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}`, {}]));
    const found = await collect(walkEntries(entriesOf(many), { ...limits, folders: 5 }));
    expect(found).toMatchObject([{ kind: 'left-out' }]);
  });
});

describe('foundInFiles', () => {
  it('names files of a folder by their path and leaves out the systems’ own', async () => {
    const inFolder = (path: string) =>
      Object.defineProperty(new File(['x'], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });
    const files = [inFolder('shop/a.png'), inFolder('shop/.DS_Store'), new File(['x'], 'b.png')];
    expect(names(await collect(foundInFiles(files)))).toEqual(['file shop/a.png', 'file b.png']);
    expect(names(await collect(foundInFiles(files, 1)))).toEqual(['file shop/a.png', '…']);
  });
});
