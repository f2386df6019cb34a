/** The beginning of a text that has room in `width` columns, with an ellipsis where that is not all of it. */
export const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`;
