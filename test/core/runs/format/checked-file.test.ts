import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import { readChecked, writeChecked, type Checked } from '#core/runs/format/checked-file';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const bytes = (text: string) => new TextEncoder().encode(text);

async function setUp() {
  const folder = await temporaryFolder();
  const [file, listing] = [join(folder, 'weights.bin'), join(folder, 'weights.json')];
  let good: Checked | undefined;
  await writeChecked(file, bytes('good'), listing, (checked) => (good = checked));
  const writeWithoutListing = (text: string) =>
    writeChecked(file, bytes(text), listing, () => {
      throw new WardrobeError('disk', 'The disk is full.');
    });
  return { folder, file, listing, writeWithoutListing, read: () => readChecked(file, good!) };
}

it('keeps the good bytes however often their successors can not be listed', async () => {
  const { folder, writeWithoutListing, read } = await setUp();
  for (const text of ['newer', 'newest', 'newest of all']) {
    await expect(writeWithoutListing(text)).rejects.toMatchObject({ kind: 'disk' });
    expect(new TextDecoder().decode(await read())).toBe('good');
  }
  expect((await readdir(folder)).sort()).toEqual(['weights.bin', 'weights.json']);
});

it('goes on from what a crash between bytes and listing left', async () => {
  const { folder, file, listing, writeWithoutListing, read } = await setUp();
  await rename(file, `${file}.previous`);
  await writeFile(file, 'half');
  await expect(writeWithoutListing('newer')).rejects.toMatchObject({ kind: 'disk' });
  expect(new TextDecoder().decode(await read())).toBe('good');
  let newest: Checked | undefined;
  await writeChecked(file, bytes('newest'), listing, (checked) => (newest = checked));
  expect(new TextDecoder().decode(await readChecked(file, newest!))).toBe('newest');
  expect((await readdir(folder)).sort()).toEqual(['weights.bin', 'weights.json']);
});
