import { pictureCount, unknownReferences, type DataSet } from '../../domain/data-set';
import { findVersion, type StoredSet } from './stored-set';

/** A stored set as a value, of the current version by default. Throws WardrobeError('not-found') for no such version. */
export function describeSet(id: string, set: StoredSet, version?: string): DataSet {
  const { name, classes, parts, fingerprint, version: found } = findVersion(set, version);
  const { height, width, channels } = set.shape;
  const count = pictureCount(parts.train) + pictureCount(parts.test);
  const colour = channels === 1 ? 'grey' : 'colour';
  return {
    id,
    name,
    version: found,
    classes,
    shape: set.shape,
    parts,
    preparation: set.preparation,
    words: {
      pictures: 'pictures',
      thing: 'picture',
      things: 'pictures',
      about: `${name} is ${count.toLocaleString('en')} pictures in ${classes.length} classes, ${width} × ${height} pixels in ${colour}.`,
    },
    references: unknownReferences,
    provenance: set.provenance,
    licence: set.licence,
    fingerprint,
  };
}
