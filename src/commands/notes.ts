import type { Command } from 'commander';
import { RelError } from '../domain/errors.ts';
import { Notes } from '../domain/notes.ts';
import { chooseNotes } from '../facts/notes/choose-notes.ts';
import { readNotes } from '../facts/notes/read-notes.ts';
import { readTemplate } from '../facts/notes/read-template.ts';
import { notesMarkdown } from '../plans/notes/notes-markdown.ts';
import { cleanLines } from '../view/clean.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openWorld } from './kit/session.ts';

export const result = Notes;

export function configure(command: Command): void {
  command
    .argument('[version]', 'a live train or a release; may be left out when only one train is live')
    .option('--since <ref>', 'count from this candidate (rc.1) or release (1.7.0), not the release before')
    .option('--at <ref>', "the notes at this candidate, or at the branch's tip (--at tip)");
  examples(command, [
    'rel notes 1.8.0',
    'rel notes 1.8.0 --at tip  (with what no candidate holds yet)',
    'rel notes 1.8.0 --since rc.1  (what came, and what was taken back)',
    'rel notes 1.8.0 --since 1.6.2 > NOTES.md',
  ]);
}

export async function run(invocation: Invocation): Promise<Report> {
  const world = await openWorld(invocation, { changes: false });
  const [version] = invocation.args;
  const { since, at } = invocation.options;
  const asked = await chooseNotes(world, { version, since: textOf(since), at: textOf(at) });
  const template = await readTemplate(world);
  if (!template.ok) {
    throw new RelError({
      code: 'policy-invalid',
      message: 'the template of the release notes cannot be used',
      why: template.why,
      remedy: `mend it, or notes.template in the policy (${world.source.from}), and push that`,
    });
  }
  const notes = await readNotes(world, asked);
  if (!notes.ok) {
    throw new RelError({
      code: 'github-refused',
      message: `the changes of ${asked.version} could not be read`,
      why: notes.why,
      remedy: 'run it again',
    });
  }
  const unread = notes.value.unread.map(({ what, why }) => `not in the notes: ${what}: ${why}`);
  return {
    result: notes.value,
    warnings: [...world.source.warnings, ...unread],
    isDocument: true,
    // Between two candidates it is a difference, which the template of a release does not fit.
    text: () => cleanLines(notesMarkdown(notes.value, since === undefined ? template.value : null)).trimEnd(),
  };
}

const textOf = (option: unknown): string | undefined => (typeof option === 'string' ? option : undefined);
