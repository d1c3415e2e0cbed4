/** What a file's name says it is; the content of pictures is checked when they are read. */
const pictureEndings = new Set(['png', 'jpg', 'jpeg', 'jpe', 'jfif', 'webp', 'gif', 'bmp', 'dib', 'avif']);

const otherKinds: readonly [endings: string, message: string][] = [
  [
    'tif tiff heic heif svg jxl jp2 psd raw dng cr2 nef arw ico',
    'This kind of picture is not read: save it as PNG or JPEG.',
  ],
  ['mp4 mov avi mkv webm mpg mpeg m4v wmv', 'It is a video: take pictures from it and import those.'],
  ['zip gz tgz tar 7z rar', 'It is an archive within the source: unpack it first, or choose it alone.'],
];

const messages = new Map(
  otherKinds.flatMap(([endings, message]) => endings.split(' ').map((ending) => [ending, message] as const)),
);

/** What stands after the last dot, in lower case; empty where there is none. */
export function endingOf(name: string): string {
  const base = baseName(name);
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot + 1).toLowerCase();
}

export const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Whether a file may be a picture by its name; one without an ending may. */
export function mayBePicture(name: string): boolean {
  const ending = endingOf(name);
  return ending === '' || pictureEndings.has(ending);
}

/** Why a file that is no picture by its name is not used, and as what kind of refusal. */
export function whyNoPicture(name: string): { reason: string; message: string } {
  const message = messages.get(endingOf(name));
  return message === undefined
    ? { reason: 'not-a-picture', message: 'Its name is not that of a picture.' }
    : { reason: 'unsupported', message };
}

/** Files and folders that systems and tools leave behind: hidden ones, thumbnails, the second half of a Mac's zip. */
export function isLeftBehind(base: string): boolean {
  return (
    base.startsWith('.') || base === '__MACOSX' || /^(thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(base)
  );
}
