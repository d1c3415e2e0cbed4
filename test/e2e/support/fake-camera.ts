import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const [width, height] = [640, 360];

/**
 * Writes a film of one still picture, in the middle of a light wall, to `file`, and gives the arguments with which
 * Chromium shows it in place of a camera.
 */
export async function fakeCamera(file: string, picture: Buffer): Promise<string[]> {
  const luma = await sharp(picture)
    .greyscale()
    .resize(width, height, { fit: 'contain', background: { r: 255, g: 255, b: 255 } })
    .raw()
    .toBuffer();
  const grey = Buffer.alloc((width * height) / 2, 128);
  const head = `YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420jpeg\n`;
  await writeFile(file, Buffer.concat([Buffer.from(`${head}FRAME\n`), luma, grey]));
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}
