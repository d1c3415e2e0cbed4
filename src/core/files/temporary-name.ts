let made = 0;

/** A name beside `file` for what is to take its place or is taken out of it; no other call, of any process, gives the same. */
export const temporaryName = (file: string): string => `${file}.${process.pid}-${(made += 1)}.tmp`;

/** Whether that is the name of a file that was left by a write that was cut off, or is under way. */
export const isTemporaryName = (name: string): boolean => /\.\d+-\d+\.tmp$/.test(name);
