/** The brightness of a colour, as the common tools turn to grey (ITU-R BT.601); all 0–255. */
export const luma = (red: number, green: number, blue: number): number =>
  0.299 * red + 0.587 * green + 0.114 * blue;
