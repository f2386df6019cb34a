/** A binary string (one character a byte) as text; what is not UTF-8 in it is replaced. */
export const shown = (binary: string): string => Buffer.from(binary, 'latin1').toString();
