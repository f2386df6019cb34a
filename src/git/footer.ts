/**
 * Whether a commit message ends in trailers, as git's sequencer sees it before it adds `(cherry picked from ...)`:
 * directly below trailers, else after a blank line. A port of `trailer_info_get` and `ignore_non_trailer` (trailer.c
 * and commit.c of git 2.39) with git's default comment character and no `trailer.*` configuration, so that every
 * machine writes the same message. Messages are binary strings (one character a byte).
 */
export function hasFooter(message: string): boolean {
  const lines = withoutTail(message.split(/(?<=\n)/));
  const title = lines.findIndex((line) => !isComment(line) && isBlank(line));
  const seen = { trailers: 0, others: 0, continued: 0, byGit: false };
  let onlyBlank = true;
  for (let at = lines.length - 1; title !== -1 && at >= title; at -= 1) {
    const line = lines[at] ?? '';
    if (isComment(line)) flush(seen);
    else if (!isBlank(line)) {
      onlyBlank = false;
      count(line, seen);
    } else if (!onlyBlank) {
      flush(seen);
      return seen.byGit ? seen.trailers * 3 >= seen.others : seen.trailers > 0 && seen.others === 0;
    }
  }
  return false;
}

interface Seen {
  trailers: number;
  others: number;
  /** Indented lines: they belong to whatever stands above them. */
  continued: number;
  /** A line git itself writes was among them: then a quarter of the lines is enough. */
  byGit: boolean;
}

function count(line: string, seen: Seen): void {
  if (/^(Signed-off-by: |\(cherry picked from commit )/.test(line)) {
    Object.assign(seen, { trailers: seen.trailers + 1, continued: 0, byGit: true });
  } else if (/^[A-Za-z0-9-]+[ \t]*:/.test(line)) {
    Object.assign(seen, { trailers: seen.trailers + 1, continued: 0 });
  } else if (/^[ \t\r]/.test(line)) {
    seen.continued += 1;
  } else {
    seen.others += 1;
    flush(seen);
  }
}

function flush(seen: Seen): void {
  seen.others += seen.continued;
  seen.continued = 0;
}

const isComment = (line: string): boolean => line.startsWith('#');
const isBlank = (line: string): boolean => /^[ \t\r]*\n?$/.test(line);

/** Without what follows the trailers: comments, blank lines, an old `Conflicts:` block, all below a scissors line. */
function withoutTail(lines: readonly string[]): string[] {
  const scissors = lines.indexOf(`# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n`);
  const kept = scissors === -1 ? [...lines] : lines.slice(0, scissors);
  let tail = kept.length;
  let conflicts = false;
  for (const [at, line] of kept.entries()) {
    const inTail = isComment(line) || line === '\n' || line === 'Conflicts:\n';
    if (line === 'Conflicts:\n') conflicts = true;
    if (inTail || (conflicts && line.startsWith('\t'))) {
      tail = Math.min(tail, at);
    } else if (tail < kept.length) {
      tail = kept.length;
      conflicts = false;
    }
  }
  return kept.slice(0, tail);
}
