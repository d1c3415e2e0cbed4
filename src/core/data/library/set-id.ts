import { WardrobeError } from '../../domain/errors';

/** What a set's id looks like: it is also the name of its folder, so nothing that leads elsewhere. */
const pattern = /^[a-z0-9][a-z0-9-]{0,79}$/;

export const isSetId = (text: string): boolean => pattern.test(text);

/** Throws WardrobeError('bad-input') for what can't be the id of a data set: "../x", "". */
export function checkSetId(id: string): void {
  if (!isSetId(id))
    throw new WardrobeError(
      'bad-input',
      `"${id.slice(0, 80)}" is not the id of a data set.`,
      'Take an id from the list of data sets.',
    );
}

const longestSlug = 60;

/** An id from a set's name, which may be of any characters, that `isTaken` does not know: "Äpfel & Birnen" → "apfel-birnen". */
export function newSetId(name: string, isTaken: (id: string) => boolean): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '');
  const base = slug || 'pictures';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}
