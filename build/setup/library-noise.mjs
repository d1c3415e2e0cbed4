/** What TensorFlow's library prints by itself, whatever its log level, before anyone can ask it not to. */
const noise =
  /^(?:WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR|I\d{4} \S+ +\d+ \S+:\d+\] .*)\r?\n/gm;

/**
 * The same text without those lines; warnings and errors stay.
 * @param {string} text
 */
export const withoutLibraryNoise = (text) => text.replace(noise, '');
