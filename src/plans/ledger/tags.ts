import { type RemoteRefs, short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { LedgerFinding } from '../../domain/ledger-history.ts';

/** An entry, and where it stands. */
export interface OnRecord {
  readonly entry: LedgerEntry;
  readonly path: string;
  readonly commit: string;
}

/** The tags that are not where the newest entry about them put them. Old candidates may be tidied away. */
export function tagFindings(entries: readonly OnRecord[], refs: RemoteRefs): LedgerFinding[] {
  const newest = new Map<string, OnRecord>();
  for (const one of entries) if (tagOf(one.entry) !== null) newest.set(tagOf(one.entry)?.tag ?? '', one);
  return [...newest.values()].flatMap(({ entry, path, commit }) => {
    const tagged = tagOf(entry);
    if (tagged === null) return [];
    const { tag, sha } = tagged;
    const there = refs.get(`refs/tags/${tag}`)?.commit;
    if (there === sha) return [];
    const back = `after you have asked who did that, put it back: git push --force origin ${sha}:refs/tags/${tag}`;
    const finding = { entry: path, commit };
    if (there === undefined) {
      const level = entry.kind === 'promote' ? 'broken' : 'note';
      const message = `the tag ${tag} is gone from the remote; it was on ${short(sha)}`;
      return [{ ...finding, code: 'tag.gone', level, message, remedy: back }];
    }
    const message = `the tag ${tag} moved: it is on ${short(there)}, and on record is ${short(sha)}`;
    return [{ ...finding, code: 'tag.moved', level: 'broken', message, remedy: back }];
  });
}

function tagOf(entry: LedgerEntry): { readonly tag: string; readonly sha: string } | null {
  switch (entry.kind) {
    case 'cut':
    case 'candidate':
    case 'promote':
      return { tag: entry.tag, sha: entry.sha };
    default:
      return null;
  }
}
