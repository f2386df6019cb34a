import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { Candidate, Train } from '../domain/facts.ts';
import { SignOffResult } from '../domain/record-results.ts';
import { findTrain } from '../facts/find-train.ts';
import { holdsRole } from '../facts/gates/role-holders.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import { planSignOff } from '../plans/records/sign-off.ts';
import { signOffText } from '../view/sign-off.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = SignOffResult;

const Input = z.object({
  version: z.string().optional(),
  role: z.string(),
  decision: z.enum(['approved', 'rejected']),
  note: z.string().nullable(),
});
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('[version]', 'the train; may be left out when only one is live')
    .requiredOption('--as <role>', 'the role of the policy that you act in')
    .option('--reject', 'reject the candidate')
    .option('--note <text>', 'why, for the record');
  examples(command, ['rel sign-off --as qa', 'rel sign-off 1.8 --as qa --reject --note "checkout is slow"']);
}

export const operation: Operation<Input> = {
  name: 'sign-off',
  input: Input,
  async prepare(world, input, stamp) {
    const { role, decision, note } = input;
    const train = findTrain(world, input.version, `rel sign-off --as ${role}`);
    const { version } = train;
    const candidate = newestCandidate(train);
    const planned = planSignOff({
      stamp,
      request: requestOf(operation, { ...input, version }),
      judgements: [],
      policy: world.policy,
      version,
      candidate,
      role,
      decision,
      note,
      holds: await holdsRole(world, stamp.actor.login, role),
      records: await versionEntries(world, version),
    });
    const resultOf = (done: boolean): SignOffResult => {
      return { version, candidate: candidate.tag, sha: candidate.commit, role, decision, done };
    };
    return preparedOf({
      planned,
      result: resultOf,
      text: (done, paint) => signOffText(resultOf(done), planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  const { as: role, reject, note } = invocation.options;
  const decision = reject === true ? 'rejected' : 'approved';
  const input = Input.parse({ role, decision, note: note ?? null });
  return operate(invocation, operation, version === undefined ? input : { ...input, version });
}

/** What is decided on. Throws `usage` where the train has no candidate yet. */
function newestCandidate({ version, candidates }: Train): Candidate {
  const newest = candidates.at(-1);
  if (newest !== undefined) return newest;
  throw new RelError({
    code: 'usage',
    message: `${version} has no candidate yet, so there is nothing to sign off`,
    remedy: `run: rel tag-rc ${version}`,
  });
}
