import { plainText } from '../../domain/markdown.ts';
import type { Notes, NotesEntry } from '../../domain/notes.ts';
import { fillTemplate } from '../../domain/notes-template.ts';
import { quotedMarkdown } from './quoted-markdown.ts';

/**
 * Release notes as Markdown, with a line break at the end: by a template (`domain/notes-template.ts`), or with headings
 * for what there is. What others wrote is text: nobody is mentioned but those who are thanked.
 */
export function notesMarkdown(notes: Notes, template: string | null): string {
  if (template === null) return withHeadings(notes);
  const text = fillTemplate(template, {
    name: plainText(notes.name),
    version: notes.version,
    date: notes.date ?? 'a day to come',
    'release-manager':
      notes.managers.length === 0 ? 'nobody named yet' : notes.managers.map(plainText).join(', '),
    summary: quotedMarkdown(notes.summary),
    'notable-changes': changes(notes) || 'No changes.',
    'migration-steps': migration(notes) || 'None.',
    'known-issues': knownIssues(notes) || 'None known.',
    thanks: thanks(notes),
  });
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function withHeadings(notes: Notes): string {
  const chapter = (title: string, text: string) => (text === '' ? [] : [`### ${title}\n\n${text}`]);
  const parts = [
    `## ${plainText(notes.title)}`,
    quotedMarkdown(notes.summary),
    ...(changes(notes) === '' ? [] : [changes(notes)]),
    ...chapter('Migration steps', migration(notes)),
    ...chapter('Known issues', knownIssues(notes)),
    ...chapter('Thanks', thanks(notes)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function changes({ sections, takenBack }: Notes): string {
  const all = [...sections, { title: 'Taken back', entries: takenBack }];
  return all
    .filter(({ entries }) => entries.length > 0)
    .map(({ title, entries }) => `### ${plainText(title)}\n\n${entries.map(line).join('\n')}`)
    .join('\n\n');
}

function line({ pr, title, author, issues, commit }: NotesEntry): string {
  const by = author === null ? '' : ` by ${plainText(author)}`;
  const closes = issues.length === 0 ? '' : `, closes ${issues.map(({ name }) => name).join(', ')}`;
  return `- ${plainText(title)} (${pr === null ? commit.slice(0, 10) : `#${pr}`})${by}${closes}`;
}

const migration = ({ migration: steps }: Notes): string =>
  steps.map(({ pr, title, text }) => `**${plainText(title)} (#${pr})**\n\n${text}`).join('\n\n');

function knownIssues({ knownIssues: issues, unread }: Notes): string {
  const lost = unread.find(({ what }) => what === 'the known issues');
  if (lost !== undefined) return `They could not be read: ${plainText(lost.why)}.`;
  return issues.map(({ number, title }) => `- ${plainText(title)} (#${number})`).join('\n');
}

/** The form of a login on GitHub: what has another one is nobody who could be mentioned. */
const login = /^[A-Za-z0-9](?:[A-Za-z0-9-]|_(?=[A-Za-z0-9]))*$/;

function thanks({ thanks: people }: Notes): string {
  const names = people.filter((name) => login.test(name)).map((name) => `@${name}`);
  const last = names.pop();
  if (last === undefined) return '';
  return `Thanks to ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}.`;
}
