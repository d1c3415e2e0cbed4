import { WardrobeError } from '../../../domain/errors';
import type { Part } from '../../library/library-types';
import { baseName, mayBePicture, whyNoPicture } from '../files/file-kinds';
import { compareNaturally } from '../natural-order';
import type { Refused, SourcePicture } from '../import-types';

const partNames: Record<string, 'train' | 'validation' | 'test'> = {
  train: 'train',
  training: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
};

export interface Arrangement {
  classes: string[];
  pictures: SourcePicture[];
  /** Of each picture, its position among the names. */
  files: Int32Array;
  refused: Refused[];
  notes: string[];
}

/** A picture's name, taken apart; `first` is where its first part behind the common root ends. */
interface Candidate {
  file: number;
  top: string;
  /** The rest of the name behind `top`, null for a picture that lies in no folder. */
  below: string | null;
}

/**
 * Tells class and part of every picture by the folders it lies in: the first folder below the part, or below the root where there
 * are no parts. Folders that hold all there is are passed through. `what` names the source in errors. Throws WardrobeError('bad-input') where
 * there are no pictures or no class folders.
 */
export function arrangeClasses(names: readonly string[], what: string): Arrangement {
  const refused: Refused[] = [];
  const pictures: number[] = [];
  for (const [index, name] of names.entries()) {
    if (mayBePicture(name)) pictures.push(index);
    else refused.push({ name, ...whyNoPicture(name) });
  }
  if (pictures.length === 0) throw noPictures(what, refused);
  const candidates = takeApart(names, pictures);
  const parts = partsOf(candidates);
  const notes: string[] = [];
  const arranged: { file: number; key: string; part: Part | null }[] = [];
  let validation = 0;
  for (const { file, top, below } of candidates) {
    const refuse = (message: string): void =>
      void refused.push({ name: names[file] ?? '', reason: 'bad-input', message });
    if (parts === null) {
      if (below === null) refuse('It lies in no class folder.');
      else arranged.push({ file, key: top, part: null });
      continue;
    }
    const part = below === null ? undefined : partNames[top.toLowerCase()];
    const slash = below?.indexOf('/') ?? -1;
    if (below === null || part === undefined) refuse('It lies beside the folders for training and testing.');
    else if (slash < 0) refuse(`It lies in no class folder of "${top}".`);
    else {
      if (part === 'validation') validation += 1;
      const own = part === 'test' ? 'test' : 'train';
      arranged.push({ file, key: below.slice(0, slash), part: parts.published ? own : null });
    }
  }
  if (arranged.length === 0) throw noClasses(what);
  if (validation > 0 && parts !== null)
    notes.push(
      `The ${validation.toLocaleString('en')} validation pictures join the training pictures: Wardrobe holds back its own.`,
    );
  return { ...sorted(names, arranged), refused, notes };
}

/** Names without the folders that hold every picture; a folder of a part's name stays. */
function takeApart(names: readonly string[], pictures: readonly number[]): Candidate[] {
  let from = 0;
  for (;;) {
    const first = names[pictures[0] ?? 0] ?? '';
    const slash = first.indexOf('/', from);
    if (slash < 0) break;
    const prefix = first.slice(0, slash + 1);
    const top = prefix.slice(from, -1).toLowerCase();
    if (top in partNames || !pictures.every((index) => names[index]?.startsWith(prefix))) break;
    // The last folder with pictures right in it is a class, the only one.
    if (pictures.some((index) => names[index]?.indexOf('/', slash + 1) === -1)) break;
    from = slash + 1;
  }
  return pictures.map((file) => {
    const name = names[file] ?? '';
    const slash = name.indexOf('/', from);
    return slash < 0
      ? { file, top: '', below: null }
      : { file, top: name.slice(from, slash), below: name.slice(slash + 1) };
  });
}

/**
 * Whether the folders are parts of a set, and whether one of them is for testing. They are where one of them holds class folders, and
 * nothing else does or there are several of them: "train" beside "car" and "plane" is a class.
 */
function partsOf(candidates: readonly Candidate[]): { published: boolean } | null {
  const tops = new Map<string, boolean>();
  for (const { top, below } of candidates)
    if (below !== null) tops.set(top, (tops.get(top) ?? false) || below.includes('/'));
  const named = [...tops].filter(([top]) => top.toLowerCase() in partNames);
  const withClasses = named.filter(([, hasFolders]) => hasFolders);
  if (withClasses.length === 0 || (named.length < 2 && named.length < tops.size)) return null;
  const kinds = new Set(withClasses.map(([top]) => partNames[top.toLowerCase()]));
  return { published: kinds.has('test') && kinds.size > 1 };
}

function sorted(
  names: readonly string[],
  arranged: readonly { file: number; key: string; part: Part | null }[],
): Pick<Arrangement, 'classes' | 'pictures' | 'files'> {
  const keys = [...new Set(arranged.map(({ key }) => key.normalize('NFC')))].sort(compareNaturally);
  const labels = new Map(keys.map((key, label) => [key, label]));
  const bases = new Map(arranged.map(({ file }) => [file, baseName(names[file] ?? '')]));
  const inOrder = [...arranged].sort(
    (a, b) =>
      compareNaturally(bases.get(a.file) ?? '', bases.get(b.file) ?? '') ||
      compareNaturally(names[a.file] ?? '', names[b.file] ?? ''),
  );
  return {
    classes: readableNames(keys),
    pictures: inOrder.map(({ file, key, part }) => ({
      name: names[file] ?? '',
      label: labels.get(key.normalize('NFC')) ?? 0,
      part,
    })),
    files: Int32Array.from(inOrder, ({ file }) => file),
  };
}

/** Class names that can be shown in a line, each different from the others. */
export function readableNames(keys: readonly string[]): string[] {
  const taken = new Set<string>();
  return keys.map((key) => {
    const readable = key.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim() || 'unnamed';
    let name = readable;
    for (let again = 2; taken.has(name); again++) name = `${readable} (${again})`;
    taken.add(name);
    return name;
  });
}

function noPictures(what: string, refused: readonly Refused[]): WardrobeError {
  const message =
    refused.length === 0
      ? `There are no files in ${what}.`
      : `There are no pictures in ${what}, only ${refused.length.toLocaleString('en')} other files.`;
  return new WardrobeError(
    'bad-input',
    message,
    'Choose a folder that holds a folder of pictures for each class.',
  );
}

function noClasses(what: string): WardrobeError {
  return new WardrobeError(
    'bad-input',
    `The pictures in ${what} lie in no class folders.`,
    'Make a folder for each class, name it as the class, and put its pictures in it.',
  );
}
