import type { Sha } from '../domain/git.ts';
import { hasFooter } from './footer.ts';

/**
 * The message `git cherry-pick -x` gives the pick of `source`, byte for byte: cleaned of trailing blanks and repeated
 * empty lines, the `(cherry picked from commit SHA)` line directly below existing trailers or else as a paragraph of
 * its own; then those of `trailers`, one a line, that it has not had from an earlier pick. In and out: raw bytes in the
 * commit's encoding, which must extend ASCII.
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
  const footer = hasFooter(whole);
  const picked = stripSpace(`${whole}${footer ? '' : '\n'}${origin}`);
  const had = footer ? picked.slice(picked.lastIndexOf('\n\n')).split('\n') : [];
  const added = trailers.map(oneLine).filter((trailer) => !had.includes(trailer));
  return Buffer.concat([
    Buffer.from(picked, 'latin1'),
    Buffer.from(added.map((trailer) => `${trailer}\n`).join('')),
  ]);
}

/** What `git stripspace` does (and `cherry-pick -x`, whatever `commit.cleanup` says), on a binary string. */
function stripSpace(text: string): string {
  const trimmed = text.replace(/[ \t\r]+(?=\n|$)/g, '').replace(/\n{3,}/g, '\n\n');
  const inner = trimmed.replace(/^\n+|\n+$/g, '');
  return inner === '' ? '' : `${inner}\n`;
}

function oneLine(trailer: string): string {
  if (/[\r\n\0]/.test(trailer)) throw new Error('A trailer is one line.');
  return trailer;
}
