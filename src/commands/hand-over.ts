import type { Command } from 'commander';
import * as z from 'zod';
import { found, RelError } from '../domain/errors.ts';
import { HandOverDecision, type HandOverPoint } from '../domain/hand-over.ts';
import { HandOverResult } from '../domain/hand-over-results.ts';
import { holdOf } from '../domain/hold.ts';
import type { Policy } from '../domain/policy.ts';
import { holdsRole } from '../facts/gates/role-holders.ts';
import { judgeNeeds, pointStanding } from '../facts/hand-over/standing.ts';
import { findHandedOver } from '../facts/hand-over/subject.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import type { World } from '../facts/world.ts';
import { unlessOnHold } from '../plans/on-hold.ts';
import { planHandOver, speakerOf } from '../plans/records/hand-over.ts';
import { handOverText } from '../view/hand-over.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = HandOverResult;

const Input = z.object({
  point: z.string(),
  version: z.string().optional(),
  decision: HandOverDecision,
  note: z.string().nullable(),
});
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('<point>', 'the hand-over point of the policy')
    .argument('[version]', 'the train or release; may be left out when only one is live')
    .option('--accept', 'take what was handed over')
    .option('--decline', 'do not take it as it is; says why with --reason')
    .option('--reason <text>', 'why it is declined, for the record')
    .option('--note <text>', 'what the other side should know, for the record');
  examples(command, [
    'rel hand-over to-ops 1.8.0 --note "window: Tuesday 9 to 11"',
    'rel hand-over to-ops 1.8.0 --accept',
    'rel hand-over to-ops 1.8.0 --decline --reason "no rollback plan"',
  ]);
}

export const operation: Operation<Input> = {
  name: 'hand-over',
  input: Input,
  async prepare(world, input, stamp) {
    const { decision, note } = input;
    const point = pointNamed(world.policy, input.point);
    const on = findHandedOver(world, input.version, `rel hand-over ${point.id}`);
    const { version, sha, released } = on;
    const now = Date.now();
    const judgement = decision === 'declined' ? null : await judgeNeeds(world, on, point, now);
    const records = await versionEntries(world, version);
    // A train on hold goes nowhere; saying so to whoever gave it does no harm.
    const hold = released || decision === 'declined' ? null : holdOf(records);
    const said = planHandOver({
      stamp,
      request: requestOf(operation, { ...input, version }),
      judgements: judgement === null ? [] : [judgement],
      policy: world.policy,
      ...{ version, point, decision, sha, released, note },
      holds: await holds(world, stamp.actor.login, speakerOf(point, decision)),
      standing: await pointStanding(world, on, point, now),
      records,
    });
    const planned = unlessOnHold(version, hold, said);
    const { id, from, to } = point;
    const resultOf = (done: boolean): HandOverResult => {
      return { version, point: id, from, to, decision, sha, done, judgement };
    };
    return preparedOf({
      planned,
      judgements: judgement === null ? [] : [judgement],
      result: resultOf,
      text: (done, paint) => handOverText(resultOf(done), planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [point = '', version] = invocation.args;
  const said = { point, ...saidIn(invocation.options) };
  return operate(invocation, operation, version === undefined ? said : { ...said, version });
}

/** What is said, of options that go together. Throws `usage` where they do not. */
function saidIn(options: Invocation['options']): Pick<Input, 'decision' | 'note'> {
  const text = (name: string): string | null => {
    const value = options[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const [accept, decline] = [options.accept === true, options.decline === true];
  const reason = text('reason');
  if (accept && decline) throw usage('--accept and --decline say opposite things', 'leave one of them out');
  if (decline && reason === null)
    throw usage('--decline needs a reason', 'say why, for the record: --reason TEXT');
  if (!decline && options.reason !== undefined)
    throw usage('--reason is for --decline', 'add --decline, or write --note TEXT');
  if (decline && options.note !== undefined)
    throw usage('--note does not go with --decline', 'write all of it into --reason TEXT');
  return decline
    ? { decision: 'declined', note: reason }
    : { decision: accept ? 'accepted' : 'given', note: text('note') };
}

const usage = (message: string, remedy: string): RelError => new RelError({ code: 'usage', message, remedy });

/** A role that the policy only names is held by nobody. */
const holds = async (world: World, login: string, role: string) =>
  Object.hasOwn(world.policy.roles, role) ? holdsRole(world, login, role) : found(false);

/** The point of that id. Throws `usage` where the policy has none. */
function pointNamed({ handOver }: Policy, id: string): HandOverPoint {
  const point = handOver.find((each) => each.id === id);
  if (point !== undefined) return point;
  const none = handOver.length === 0;
  throw new RelError({
    code: 'usage',
    message: `the policy has no hand-over point \`${id}\``,
    why: none ? 'it has none at all' : `points: ${handOver.map((each) => each.id).join(', ')}`,
    remedy: none ? 'describe them under `handOver` in the policy of the remote' : 'name one of them',
  });
}
