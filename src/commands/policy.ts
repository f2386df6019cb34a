import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { remotePolicy } from '../facts/remote-policy.ts';
import { readRemote } from '../git/remote.ts';
import { openRepository } from '../git/repository.ts';
import { renderPolicy } from '../policy/render.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { readLocalPolicy, remote } from './kit/session.ts';

export const result = z.strictObject({
  from: z.string(),
  valid: z.literal(true),
  policy: z.unknown().describe('the policy with its defaults filled in; see: rel schema policy'),
});

export function configure(command: Command): void {
  command
    .argument('<action>', 'check (validate it) or show (print it with its defaults)')
    .argument('[file]', "a file to look at; left out: the remote's policy, which is the one that decides");
  examples(command, ['rel policy check', 'rel policy check .releaserc.yaml', 'rel policy show']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const [action, file = invocation.globals.policy] = invocation.args;
  if (action !== 'check' && action !== 'show') {
    throw new RelError({
      code: 'usage',
      message: `\`${action ?? ''}\` is not something to do with a policy`,
      remedy: 'run: rel policy check, or: rel policy show',
    });
  }
  const source = file === undefined ? await fromRemote(invocation) : readLocalPolicy(invocation, file);
  return {
    result: { from: source.from, valid: true, policy: source.policy },
    warnings: source.warnings,
    text: () => (action === 'check' ? `${source.from}: valid` : renderPolicy(source.policy).trimEnd()),
  };
}

async function fromRemote({ globals }: Invocation) {
  const repo = await openRepository(globals.dir);
  const { refs, head } = await readRemote(repo, remote);
  return remotePolicy(repo, remote, refs, head);
}
