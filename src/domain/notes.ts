import * as z from 'zod';
import { Sha } from './git.ts';

/** An issue that a change closes. */
export const NotedIssue = z.strictObject({
  name: z.string().describe('#12, or acme/other#12'),
  title: z.string(),
  url: z.string(),
});
export type NotedIssue = z.infer<typeof NotedIssue>;

/** One change in release notes: a PR with all of its commits, or a commit that came by none. Texts are as they were written. */
export const NotesEntry = z.strictObject({
  pr: z.number().nullable(),
  title: z.string(),
  url: z.string().nullable(),
  author: z.string().nullable().describe('the login; null for none, or a deleted account'),
  issues: z.array(NotedIssue).describe('those it closes'),
  labels: z.array(z.string()),
  commit: Sha.describe('where it is on the way to the version: the last one where it came in several'),
});
export type NotesEntry = z.infer<typeof NotesEntry>;

/** Release notes as data, before they are Markdown. */
export const Notes = z.strictObject({
  name: z.string().describe('the product, or the repository'),
  title: z.string().describe('how the release is called, and what is compared where that was asked for'),
  version: z.string(),
  sha: Sha.describe('the commit whose notes these are'),
  ref: z.string().describe('what it is called: a release tag, a candidate or a branch'),
  released: z.boolean().describe('true: the notes of what was released'),
  date: z.string().nullable().describe('when it was released, YYYY-MM-DD in UTC; null before that'),
  managers: z.array(z.string()).describe('who answers for the release: logins'),
  since: z
    .strictObject({ ref: z.string(), sha: Sha })
    .nullable()
    .describe('what the changes are counted from; null: there is nothing before'),
  summary: z.string().describe('one line, or the document `summary` on record'),
  sections: z.array(z.strictObject({ title: z.string(), entries: z.array(NotesEntry) })),
  takenBack: z
    .array(NotesEntry)
    .describe('what the one has and the other has no more: between two candidates of a version'),
  knownIssues: z.array(z.strictObject({ number: z.number(), title: z.string(), url: z.string() })),
  migration: z.array(
    z.strictObject({ pr: z.number(), title: z.string(), text: z.string().describe('Markdown') }),
  ),
  thanks: z.array(z.string()).describe('logins'),
  unread: z
    .array(z.strictObject({ what: z.string(), why: z.string() }))
    .describe('what could not be read and is therefore not in them'),
});
export type Notes = z.infer<typeof Notes>;

/** What a PR says beside its title: its text, and what it closes with the labels that has. */
export interface PullRequestText {
  /** Markdown. */
  readonly body: string;
  readonly issues: readonly (NotedIssue & { readonly labels: readonly string[] })[];
}
