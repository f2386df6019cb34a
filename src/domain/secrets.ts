/** What must not be said in this process, in each form that it could turn up in. */
const known = new Set<string>();

/** A secret that this run has come to know: a token, a password of a URL. One that is too short to be one is none. */
export function keepSecret(secret: string): void {
  if (secret.length < 8) return;
  known.add(secret);
  known.add(encodeURIComponent(secret));
  for (const user of ['x-access-token:', '', ':']) known.add(base64(`${user}${secret}`));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The text with none of them in it: whatever its form, what a server or git says back of a token is `***`. */
export function withoutKept(text: string): string {
  let shown = text;
  for (const secret of known) if (shown.includes(secret)) shown = shown.replaceAll(secret, '***');
  return shown;
}

/** The variables that hold the token of gh and of rel. */
export const tokenVariables: readonly string[] = [
  ...['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'],
];

/** Of a header, whatever follows. */
const header = /(\bauthorization["']?\s*[:=]\s*["']?(?:basic|bearer|token))\s+[^\s"',]+/gi;

/** Anywhere else: a word that could be one of credentials (RFC 7617, RFC 6750). */
const scheme = /\b(basic|bearer)\s+([\w.~+/:-]{8,}=*)/gi;

/**
 * The text with what stands behind Basic, Bearer or token as `***`, where it looks like credentials: "basic tests" and
 * "bearer authentication" are words.
 */
export const withoutHeaders = (text: string): string =>
  text
    .replace(header, '$1 ***')
    .replace(scheme, (whole, name: string, word: string) =>
      (name.toLowerCase() === 'basic' ? isBasic(word) : isBearer(word)) ? `${name} ***` : whole,
    );

/** `USER:PASSWORD` in base64: what a word of a language decodes to is no text with a colon in it. */
function isBasic(word: string): boolean {
  const decoded = Buffer.from(word, 'base64').toString('latin1');
  return decoded.includes(':') && !/[\u0000-\u001f\u007f]/.test(decoded);
}

/** Random characters have a digit among them, or are long and of both cases; `=` at the end is of base64. */
const isBearer = (word: string): boolean =>
  /\d|=$/.test(word) || (word.length >= 20 && /[a-z]/.test(word) && /[A-Z]/.test(word));
