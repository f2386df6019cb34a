import { plainText } from '../../domain/markdown.ts';
import { releaseTitle } from '../../domain/train-name.ts';
import { notesMarkdown } from '../../plans/notes/notes-markdown.ts';
import { shortened } from '../../plans/notes/shortened.ts';
import type { World } from '../world.ts';
import { type NotesAsked, readNotes } from './read-notes.ts';
import { readTemplate } from './read-template.ts';

export interface NotesText {
  /** Markdown. */
  readonly text: string;
  /** What is not as it should be, for whoever reads along. */
  readonly warnings: readonly string[];
}

/**
 * The notes as the body of a GitHub release, draft or published. What could not be read never keeps a release from
 * being made: the text says so, and a template that cannot be used is left out with a warning.
 */
export async function notesText(world: World, asked: NotesAsked): Promise<NotesText> {
  const [notes, template] = [await readNotes(world, asked), await readTemplate(world)];
  const unused = template.ok
    ? []
    : [`the release notes are written without the template of the policy: ${template.why}`];
  if (!notes.ok) {
    const why = `the changes could not be read: ${notes.why}`;
    const title = plainText(releaseTitle(world.policy.product, asked.version));
    return {
      text: `## ${title}\n\n${plainText(`T${why.slice(1)}`)}.\n`,
      warnings: [...unused, `the release notes have no changes: ${why}`],
    };
  }
  const unread = notes.value.unread.map(({ what, why }) => `the release notes lack ${what}: ${why}`);
  return {
    text: shortened(notesMarkdown(notes.value, template.ok ? template.value : null), asked.version),
    warnings: [...unused, ...unread],
  };
}
