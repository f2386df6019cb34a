import type { Resolver } from '../types.ts';
import type { Input } from './input.ts';
import { issueMutations } from './issues.ts';
import type { Mutate } from './parts.ts';
import { pullMutations } from './pulls.ts';

const answered =
  (mutate: Mutate): Resolver<undefined, { readonly input: Input }> =>
  async (_, { input }, context) => ({
    clientMutationId: input.clientMutationId ?? null,
    ...(await mutate(input, context)),
  });

export const Mutation = Object.fromEntries(
  Object.entries({ ...issueMutations, ...pullMutations }).map(([name, mutate]) => [name, answered(mutate)]),
);
