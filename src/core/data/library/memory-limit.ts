import { totalmem } from 'node:os';

const mostBytes = 512 << 20;
const mostShare = 1 / 8;

/**
 * Whether the pictures of a set are kept in memory, where training takes as much again; else they are read from their file as they are
 * needed, and trained on by chunks.
 */
export const fitsInMemory = (bytes: number, memory: number = totalmem()): boolean =>
  bytes <= Math.min(mostBytes, memory * mostShare);
