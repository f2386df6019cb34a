import { stripVTControlCharacters } from 'node:util';
import { withoutHeaders, withoutKept } from '../domain/secrets.ts';
import { withoutUnseen } from '../domain/unseen.ts';

/**
 * Tokens by their form (fact 40). Installation tokens may be JWTs of some hundred characters, so no length is
 * assumed; what stands in front of the @ of a URL goes whole.
 */
const secrets: readonly [RegExp, string][] = [
  [/gh[opsur]_[A-Za-z0-9_.-]+/g, '***'],
  [/github_pat_[A-Za-z0-9_]+/g, '***'],
  [/(\bhttps?:\/\/)[^\s/@]+@/gi, '$1***@'],
];

/** The text with every token and credential in it replaced by `***`. */
export function redact(text: string): string {
  return secrets.reduce((left, [form, put]) => left.replace(form, put), withoutHeaders(withoutKept(text)));
}

/** What somebody else wrote, fit for one line of a message: no control or direction characters, no tokens. */
export function cleaned(text: string): string {
  const shown = withoutUnseen(stripVTControlCharacters(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
  // Last: what cannot be seen may have stood in a token.
  const line = redact(shown).trim();
  return line.length > 500 ? `${line.slice(0, 500)}...` : line;
}
