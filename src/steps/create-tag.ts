import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { Sha, Signature, short } from '../domain/git.ts';
import { objectsExist, writeTag } from '../git/objects.ts';
import { done, type StepKind } from './step.ts';

const CreateTag = z.object({
  kind: z.literal('create-tag'),
  target: z.string(),
  /** The tag's short name. */
  name: z.string(),
  object: Sha,
  tagger: Signature,
  message: z.string(),
  /** The user's, where they sign tags. */
  signature: z.string().optional(),
  /** The tag object it becomes. */
  sha: Sha,
});
export type CreateTag = z.infer<typeof CreateTag>;

/** Writes an annotated tag object; nothing refers to it until the push. */
export const createTag: StepKind<CreateTag> = {
  kind: 'create-tag',
  phase: 'objects',
  schema: CreateTag,
  describe: (step) => [
    `git tag ${step.signature === undefined ? '-a' : '-s'} ${step.name} ${short(step.object)}`,
  ],
  done: async (step, { repo }) => (await objectsExist(repo, [step.sha])).has(step.sha),
  async run(step, { repo }) {
    const sha = await writeTag(repo, step);
    if (sha === step.sha) return done;
    throw new RelError({
      code: 'internal',
      message: `the tag ${step.name} came out as ${sha}, not as planned (${step.sha})`,
      remedy: 'run: rel abort',
    });
  },
};
