import * as z from 'zod';
import { isTemplateText, notesPlaceholders, unknownPlaceholders } from './notes-template.ts';

const name = z.string().min(1);

const NotesSection = z.strictObject({
  title: name.describe('its heading'),
  labels: z.array(name).min(1).describe('what goes here: PRs with any of these labels'),
});

/** Text of several lines is the template itself, a line alone the path of the file that it stands in. */
const Template = name
  .refine((text) => isTemplateText(text) || templatePath.test(text), {
    error:
      'is neither a path from the top of the repository (docs/notes.md) nor the text of a template, which has several lines',
  })
  .refine((text) => !isTemplateText(text) || unknownPlaceholders(text).length === 0, {
    error: ({ input }) => `has the unknown ${placeholderWords(unknownPlaceholders(String(input)))}`,
  });

const templatePath = /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\\{}]*[^/\\{}]$/;

/** Placeholders that stand for nothing, and those that do. */
export const placeholderWords = (names: readonly string[]): string =>
  `placeholder${names.length === 1 ? '' : 's'} ${names.map((one) => `{${one}}`).join(', ')}; known: ${notesPlaceholders.map((one) => `{${one}}`).join(', ')}`;

/** What release notes are made of, and how they look. */
export const NotesRules = z.strictObject({
  sections: z
    .array(NotesSection)
    .default([
      { title: 'Features', labels: ['feature', 'enhancement'] },
      { title: 'Fixes', labels: ['bug', 'fix'] },
    ])
    .describe(
      'in this order; the first one that fits takes a PR, by its labels, else by those of its issues',
    ),
  other: name.default('Other changes').describe('the heading of what fits no section'),
  exclude: z.array(name).default(['skip-notes']).describe('PRs with any of these labels are left out'),
  knownIssues: z
    .strictObject({
      labels: z.array(name).min(1).default(['known-issue']),
      milestone: name.optional(),
    })
    .prefault({})
    .describe('the open issues with all of these labels, and in this milestone'),
  migration: z
    .array(name)
    .default(['Migration', 'Migration steps', 'Upgrading'])
    .describe('the headings of a PR’s text below which its migration steps stand'),
  thanks: z.boolean().default(true).describe('thank those who wrote and reviewed the changes'),
  template: Template.optional().describe(
    'how the notes look: the path of a Markdown file of the develop branch, or Markdown of several lines',
  ),
});
export type NotesRules = z.infer<typeof NotesRules>;
