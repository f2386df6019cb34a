import { fillPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { releaseTitle } from '../domain/train-name.ts';
import type { Step } from '../steps/registry.ts';

/** The draft release of a train that begins on `branch`; `notes` are those of its first candidate, in Markdown. */
export function draftOf(
  policy: Policy,
  version: string,
  branch: string,
  notes = 'On its way. The notes come with the first candidate.\n',
): Step {
  const tag = fillPattern(policy.tags.release, { version });
  const body = `${notes.trimEnd()}\n`;
  return { kind: 'draft-release', target: branch, tag, name: releaseTitle(policy.product, version), body };
}

/** The draft brought up to date with the notes of a candidate, as `branch` has it by then. */
export function updatedDraft(policy: Policy, version: string, branch: string, notes: string): Step {
  const tag = fillPattern(policy.tags.release, { version });
  return {
    ...{ kind: 'update-release', target: branch, tag, body: notes },
    name: releaseTitle(policy.product, version),
  };
}
