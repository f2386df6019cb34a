import type { Sha } from '../domain/git.ts';
import { hasFooter } from './footer.ts';

/**
 * The message `git cherry-pick -x` gives the pick of `source`, byte for byte: cleaned of trailing blanks and repeated
 * empty lines, the `(cherry picked from commit SHA)` line directly below existing trailers or else as a paragraph of
 * its own; then `trailers`, one a line. In and out: raw bytes in the commit's encoding, which must extend ASCII.
 */
export function messageWithProvenance(
  message: Buffer,
  source: Sha,
  trailers: readonly string[] = [],
): Buffer {
  const [body = ''] = message.toString('latin1').split('\0', 1); // git's messages are C strings
  const text = body.replace(/^(?:[ \t\r]*\n)+|^[ \t\r]+$/, '');
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const origin = `(cherry picked from commit ${source})\n`;
  const picked = `${whole}${hasFooter(whole) ? '' : '\n'}${origin}`;
  return Buffer.concat([
    Buffer.from(stripSpace(picked), 'latin1'),
    Buffer.from(trailers.map((trailer) => `${oneLine(trailer)}\n`).join('')),
  ]);
}

/** What `git stripspace` does (and `cherry-pick -x`, whatever `commit.cleanup` says), on a binary string. */
function stripSpace(text: string): string {
  const trimmed = text.replace(/[ \t\r]+$/gm, '').replace(/\n{3,}/g, '\n\n');
  const inner = trimmed.replace(/^\n+|\n+$/g, '');
  return inner === '' ? '' : `${inner}\n`;
}

function oneLine(trailer: string): string {
  if (/[\r\n\0]/.test(trailer)) throw new Error('A trailer is one line.');
  return trailer;
}
