import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy.ts';
import { WaiveResult } from '../domain/record-results.ts';
import { untilOf } from '../domain/until.ts';
import { findTrain } from '../facts/find-train.ts';
import { holdsOneOf } from '../facts/gates/role-holders.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import { gatesNamed, type PlacedGate, planWaive } from '../plans/records/waive.ts';
import { waiveText } from '../view/waive.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = WaiveResult;

const Input = z.object({
  gate: z.string(),
  version: z.string().optional(),
  reason: z.string(),
  until: z.string(),
});
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('<gate>', "the gate's id; STAGE/GATE where several stages have it")
    .argument('[version]', 'the train; may be left out when only one is live')
    .requiredOption('--reason <text>', 'why, for the record')
    .requiredOption('--until <when>', 'a length of time (12h, 7d), a day, or an ISO 8601 moment');
  examples(command, ['rel waive nightly --reason "flaky since Monday, run by hand" --until 2d']);
}

export const operation: Operation<Input> = {
  name: 'waive',
  input: Input,
  async prepare(world, input, stamp) {
    const { reason, until } = input;
    const { version } = findTrain(world, input.version, `rel waive ${input.gate}`);
    const gate = gateNamed(world.policy, input.gate);
    const name = `${gate.stage}/${gate.rule.id}`;
    const planned = planWaive({
      stamp,
      request: requestOf(operation, { ...input, gate: name, version }),
      judgements: [],
      policy: world.policy,
      version,
      gate,
      reason,
      until,
      holds: await holdsOneOf(world, stamp.actor.login, gate.rule.waivableBy),
      records: await versionEntries(world, version),
    });
    const resultOf = (done: boolean): WaiveResult => {
      return { version, stage: gate.stage, gate: gate.rule.id, reason, until, done };
    };
    return preparedOf({
      planned,
      result: resultOf,
      text: (done, paint) => waiveText(resultOf(done), planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [gate = '', version] = invocation.args;
  const reason = String(invocation.options.reason).trim();
  const when = String(invocation.options.until);
  const until = untilOf(when, Date.now());
  if (reason === '' || until === null) throw unusable(reason, when);
  const input = { gate, reason, until };
  return operate(invocation, operation, version === undefined ? input : { ...input, version });
}

const unusable = (reason: string, when: string): RelError =>
  reason === ''
    ? new RelError({
        code: 'usage',
        message: '--reason is empty',
        remedy: 'say why, for the record: --reason TEXT',
      })
    : new RelError({
        code: 'usage',
        message: `--until ${when} is no end that rel knows`,
        remedy: 'write a length of time (12h, 7d), a day (2026-11-30) or a moment (2026-11-30T18:00+01:00)',
      });

/** The one gate that a name means. Throws `usage` where it means none, or several. */
function gateNamed(policy: Policy, name: string): PlacedGate {
  const [gate, ...more] = gatesNamed(policy, name);
  if (gate !== undefined && more.length === 0) return gate;
  const names = (gates: readonly PlacedGate[]) => gates.map((g) => `${g.stage}/${g.rule.id}`).join(', ');
  const all = gatesNamed(policy, name);
  throw new RelError({
    code: 'usage',
    message:
      all.length === 0 ? `the policy has no gate \`${name}\`` : `several stages have a gate \`${name}\``,
    why: all.length === 0 ? 'a gate is named by its id, or as STAGE/ID' : names(all),
    remedy: all.length === 0 ? 'run: rel policy show, which lists them' : 'name it as STAGE/GATE',
  });
}
