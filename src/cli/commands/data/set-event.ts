import type { LibraryEntry } from '#core/data/library/library-types';
import { dimensionsOf, pictureCount } from '#core/domain/data-set';

/** A data set as one JSON object a line. */
export function setEvent({ dataSet, folder, bytes, createdAt, versions }: LibraryEntry): object {
  const { id, name, version, classes, shape, parts, preparation, provenance, licence, fingerprint } = dataSet;
  return {
    event: 'data-set',
    data: id,
    name,
    version,
    classes,
    shape: dimensionsOf(shape),
    train: pictureCount(parts.train),
    test: pictureCount(parts.test),
    perClass: parts,
    preparation,
    provenance,
    licence,
    fingerprint,
    folder,
    bytes,
    createdAt,
    versions,
  };
}
