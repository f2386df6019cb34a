import type { Sha } from '../../domain/git.ts';
import type { FilePatch, FileState, Run } from '../../domain/patch.ts';

/** A file of a patch as git printed it. */
export type PatchSection = Omit<FilePatch, 'old'>;

/**
 * Reads what `git diff-tree --stdin -r -z --patch-with-raw -U0 --no-renames` prints for each commit: its name, the files
 * (`:MODE MODE SHA SHA STATUS`, PATH) each ended by NUL, an empty one, then the patches in the same order, one a file,
 * or (where the kind of file changed) two. Names, modes and blobs are taken from the former: a patch quotes paths, and
 * says of a binary file only that it differs. A line of a file's content never begins as a header or a commit does,
 * since its sign stands first.
 */
export function parsePatches(output: string): Map<Sha, PatchSection[]> {
  const all = new Map<Sha, PatchSection[]>();
  const names = [...output.matchAll(/(?:^|(?<=\n))([0-9a-f]{40}|[0-9a-f]{64})\0(?=:)/g)];
  for (const [at, name] of names.entries()) {
    const start = name.index + name[0].length;
    all.set(name[1] ?? '', sectionsOf(output.slice(start, names[at + 1]?.index ?? output.length)));
  }
  return all;
}

function sectionsOf(output: string): PatchSection[] {
  const end = output.indexOf('\0\0');
  const fields = output.slice(0, end).split('\0');
  const texts = output.slice(end + 2).split(/(?<=\n)(?=diff --git )/);
  const sections: PatchSection[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const [oldMode = '', newMode = '', oldSha = '', newSha = '', status] = (fields[at] ?? '')
      .slice(1)
      .split(' ');
    const own = texts.splice(0, status === 'T' ? 2 : 1).map((text) => text.split(/(?<=\n)(?=@@ -)/));
    sections.push({
      path: fields[at + 1] ?? '',
      before: side(oldMode, oldSha),
      after: side(newMode, newSha),
      head: own.flatMap(([head = '']) => head.split('\n').slice(0, -1)),
      runs: own.flatMap(([, ...hunks]) => hunks.map(parseRun)),
    });
  }
  return sections;
}

const side = (mode: string, sha: Sha): FileState | null => (mode === '000000' ? null : { mode, sha });

function parseRun(hunk: string): Run {
  const [first = '', ...body] = hunk.split('\n');
  const [, oldStart = '0', newStart = '0', heading = ''] =
    /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/s.exec(first) ?? [];
  const signed = (sign: string) => body.flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : []));
  return {
    ...{ oldStart: Number(oldStart), newStart: Number(newStart), heading },
    ...{ removed: signed('-'), added: signed('+') },
  };
}
