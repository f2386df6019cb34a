import type { Notes, NotesEntry } from '../../domain/notes.ts';
import type { NotesRules } from '../../domain/notes-rules.ts';
import type { NotedChange } from './facts.ts';

/** The changes that notes tell, without those that the policy leaves out. */
export const told = (changes: readonly NotedChange[], { exclude }: NotesRules): NotedChange[] =>
  changes.filter(({ pullRequest }) => !hasAny(pullRequest?.labels ?? [], exclude));

/** A change as the notes tell it. What its PR closes is not in it where that could not be read. */
export function entryOf({ pullRequest, subject, commit, text }: NotedChange): NotesEntry {
  const issues = text?.ok === true ? text.value.issues : [];
  return {
    pr: pullRequest?.number ?? null,
    title: pullRequest?.title ?? subject,
    url: pullRequest?.url ?? null,
    author: pullRequest?.author ?? null,
    issues: issues.map(({ name, title, url }) => ({ name, title, url })),
    labels: [...(pullRequest?.labels ?? [])],
    commit,
  };
}

/**
 * The changes by the sections of the policy, in its order, without empty ones; each in the first that has one of its
 * labels, else one of the labels of an issue that it closes. Where no section takes anything, all are `Changes`.
 */
export function sectionsOf(
  changes: readonly NotedChange[],
  { sections, other }: NotesRules,
): Notes['sections'] {
  const placed = changes.map((change) => ({ entry: entryOf(change), at: placeOf(change, sections) }));
  const at = (place: number | null) => placed.filter((one) => one.at === place).map(({ entry }) => entry);
  const named = sections.map(({ title }, index) => ({ title, entries: at(index) }));
  const left = at(null);
  const rest = { title: left.length === placed.length ? 'Changes' : other, entries: left };
  return [...named, rest].filter(({ entries }) => entries.length > 0);
}

function placeOf({ pullRequest, text }: NotedChange, sections: NotesRules['sections']): number | null {
  const own = pullRequest?.labels ?? [];
  const ofIssues = text?.ok === true ? text.value.issues.flatMap(({ labels }) => labels) : [];
  for (const labels of [own, ofIssues]) {
    const place = sections.findIndex((section) => hasAny(labels, section.labels));
    if (place >= 0) return place;
  }
  return null;
}

/** GitHub's labels know no case. */
function hasAny(labels: readonly string[], wanted: readonly string[]): boolean {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  return wanted.some((label) => known.has(label.toLowerCase()));
}
