/** A number of a version: no leading zeros, and no more digits than a number holds exactly. */
const numeral = '(?:0|[1-9]\\d{0,14})';

/** MAJOR.MINOR, the name of a line of releases: `1.7` is every 1.7.x. */
export const lineForm = new RegExp(`^${numeral}\\.${numeral}$`);

/** True for MAJOR.MINOR without leading zeros. */
export const isLine = (text: string): boolean => lineForm.test(text);

/** The line of a version, MAJOR.MINOR.PATCH: `1.7` of `1.7.2`. */
export const lineOf = (version: string): string => version.slice(0, version.lastIndexOf('.'));
