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
