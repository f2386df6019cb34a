import { stripVTControlCharacters } from 'node:util';
import { withoutHeaders, withoutKept } from '../domain/secrets.ts';
import { withoutUnseen } from '../domain/unseen.ts';

/** Tokens of GitHub in any of their forms (fact 40: of any length), and what stands between `//` and `@` of a URL. */
const secrets: readonly [RegExp, string][] = [
  // From the `:` on: to look for the scheme first would take a long line's square of time.
  [/(:\/\/)[^\s/@']*@/g, '$1'],
  [/(?:gh[opsur]_[\w.-]+|github_pat_\w+)/g, '***'],
];

/** Text of git or of a remote without anything that could be a credential. */
export function withoutSecrets(text: string): string {
  return secrets.reduce(
    (clean, [secret, instead]) => clean.replace(secret, instead),
    withoutHeaders(withoutKept(text)),
  );
}

/**
 * Text from outside as lines that may be shown: no secrets, no control sequences, no progress, no empty lines. Secrets
 * go last: what cannot be seen may have stood in one, or right before it.
 */
export function cleanLines(text: string): string[] {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => withoutSecrets(withoutUnseen(lastOverwrite(line))).trimEnd())
    .filter((line) => line.trim() !== '');
}

/** A progress line is overwritten after each carriage return: what stays on the screen is the last piece. */
function lastOverwrite(line: string): string {
  return line.split('\r').findLast((piece) => piece.trim() !== '') ?? '';
}

/** Git's own words for a failure as one sentence: the `fatal:` lines, else all lines, without git's prefixes. */
export function gitSays(stderr: string): string {
  const lines = cleanLines(stderr).filter((line) => !/^(warning|hint):/.test(line));
  const fatal = lines.filter((line) => /^(fatal|error|remote):/.test(line));
  return (fatal.length > 0 ? fatal : lines)
    .map((line) => line.replace(/^(?:(?:fatal|error|remote):\s*)+/, ''))
    .filter((line) => line !== '')
    .join('; ');
}
