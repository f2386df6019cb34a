import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy.ts';
import { TickResult } from '../domain/record-results.ts';
import { findTrain } from '../facts/find-train.ts';
import { itemsNamed } from '../facts/gates/checklists.ts';
import { holdsRole } from '../facts/gates/role-holders.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import { type PlacedItem, planTick } from '../plans/records/tick.ts';
import { tickText } from '../view/tick.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = TickResult;

const Input = z.object({ item: z.string(), version: z.string().optional(), done: z.boolean() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('<item>', "the item's id; CHECKLIST/ITEM where several checklists have it")
    .argument('[version]', 'the train; may be left out when only one is live')
    .option('--undo', 'take it back');
  examples(command, ['rel tick backup', 'rel tick guide/backup 1.8 --undo']);
}

export const operation: Operation<Input> = {
  name: 'tick',
  input: Input,
  async prepare(world, input, stamp) {
    const { version } = findTrain(world, input.version, `rel tick ${input.item}`);
    const item = itemNamed(world.policy, input.item);
    const planned = planTick({
      stamp,
      request: requestOf(operation, { ...input, item: `${item.gate}/${item.id}`, version }),
      judgements: [],
      policy: world.policy,
      version,
      item,
      done: input.done,
      holds: await holdsRole(world, stamp.actor.login, item.role),
      records: await versionEntries(world, version),
    });
    const resultOf = (done: boolean): TickResult => {
      return { version, gate: item.gate, item: item.id, ticked: input.done, done };
    };
    return preparedOf({
      planned,
      result: resultOf,
      text: (done, paint) => tickText(resultOf(done), item.text, planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [item = '', version] = invocation.args;
  const input = { item, done: invocation.options.undo !== true };
  return operate(invocation, operation, version === undefined ? input : { ...input, version });
}

/** The one item that a name means. Throws `usage` where it means none, or several. */
function itemNamed(policy: Policy, name: string): PlacedItem {
  const all = itemsNamed(policy, name);
  const [item, ...more] = all;
  if (item !== undefined && more.length === 0) return item;
  const none = item === undefined;
  throw new RelError({
    code: 'usage',
    message: none
      ? `no checklist of the policy has an item \`${name}\``
      : `several checklists have \`${name}\``,
    why: none
      ? 'an item is named by its id, or as CHECKLIST/ITEM'
      : all.map((each) => `${each.gate}/${each.id}`).join(', '),
    remedy: none ? 'run: rel policy show, which lists them' : 'name it as CHECKLIST/ITEM',
  });
}
