import { augmentationSchema, type Augmentation } from '../../augmentation/augmentation';
import { pictureCount, type DataSet } from '../../domain/data-set';

/** A shift of 2 at 28 pixels, and as far at other sizes. */
const shiftedPart = 1 / 14;
/** From so many training pictures on, a small net needs no varied ones. */
const many = 10_000;

type Pictures = Pick<DataSet, 'shape' | 'preparation' | 'parts'>;

/**
 * Whether the mirror image of a picture shows the same thing. Only of products is that known: digits, letters, signs and hands that
 * point to one side become something else, and nobody but the user knows of an own set. They may switch it on.
 */
export const mayMirror = ({ preparation }: Pick<DataSet, 'preparation'>): boolean =>
  preparation === 'product-photo';

/** Pixels by which the pictures of that shape may be moved without losing what they show. */
export const smallShift = ({ shape: { height, width } }: Pick<DataSet, 'shape'>): number =>
  Math.max(1, Math.round(shiftedPart * Math.min(height, width)));

/** What alters a picture least: its mirror image where that shows the same, else small shifts. */
export const lightly = (set: Pictures): Augmentation =>
  augmentationSchema.parse(mayMirror(set) ? { flip: true } : { shift: smallShift(set) });

/** Small shifts where the pictures are few and may not be mirrored, else nothing. */
export const movedIfFew = (set: Pictures): Augmentation | null =>
  mayMirror(set) || pictureCount(set.parts.train) >= many ? null : lightly(set);
