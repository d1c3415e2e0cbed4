import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodePicture } from '../../../src/cli/pictures/decode-picture';
import { temporaryFolder } from '../../fixtures/temporary-folder';

it('says in words why a file can not be read that was there when it was found', async () => {
  const folder = await temporaryFolder();
  const [gone, loop, inside] = ['gone.png', 'loop.png', 'folder.png'].map((name) => join(folder, name));
  await symlink(loop!, loop!);
  await mkdir(inside!);
  await expect(decodePicture(gone!)).rejects.toMatchObject({
    kind: 'not-found',
    message: 'There is no such file.',
  });
  await expect(decodePicture(loop!)).rejects.toMatchObject({ kind: 'not-a-picture' });
  await expect(decodePicture(inside!)).rejects.toMatchObject({ kind: 'disk' });
});

it.skipIf(process.getuid?.() === 0)('says that a picture may not be read', async () => {
  const file = join(await temporaryFolder(), 'locked.png');
  await writeFile(file, 'no matter what');
  await chmod(file, 0);
  await expect(decodePicture(file)).rejects.toMatchObject({ kind: 'disk', message: 'It may not be read.' });
});
