import { Option } from 'commander';

/** Names the data set that a command works with. */
export const dataOption = (): Option =>
  new Option('--data <id>', 'a data set of the library; without it, Fashion-MNIST');
