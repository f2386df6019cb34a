import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import { policyJsonSchema } from '../policy/schema.ts';
import { PlanSchema } from '../steps/registry.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { commands } from './registry.ts';

export const result = z.record(z.string(), z.unknown()).describe('a JSON Schema');

export function configure(command: Command): void {
  command.argument(
    '<name>',
    'policy, plan, ledger-entry, or a command (the envelope of its --json; policy-result for rel policy)',
  );
  examples(command, ['rel schema policy > .releaserc.schema.json', 'rel schema pick']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const [name = ''] = invocation.args;
  const schema = await schemaOf(name);
  return { result: schema, text: () => JSON.stringify(schema, null, 2) };
}

/** The JSON Schema (draft 7) of a name. Throws `usage` for one that has none. */
export async function schemaOf(name: string): Promise<Record<string, unknown>> {
  if (name === 'policy') return policyJsonSchema();
  if (name === 'plan') return jsonSchema(PlanSchema);
  if (name === 'ledger-entry') return jsonSchema(LedgerEntry);
  // What a call answers that names no command.
  if (name === 'rel') return jsonSchema(envelopeSchema(name, z.null()));
  // `policy` is the file's; what `rel policy` itself answers needs a name of its own.
  const command = name === 'policy-result' ? 'policy' : name;
  const module = await commands.find((entry) => entry.name === command)?.load();
  if (module !== undefined) return jsonSchema(envelopeSchema(command, ofProduct(module.result)));
  throw new RelError({
    code: 'usage',
    message: `there is no schema \`${name}\``,
    why: `schemas: ${['policy', 'policy-result', 'plan', 'ledger-entry', ...commands.map((c) => c.name).filter((c) => c !== 'policy')].join(', ')}`,
    remedy: 'run: rel schema policy',
  });
}

const jsonSchema = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { target: 'draft-7' });

/** A result, which says the product it is about where the policy has products. */
const ofProduct = (result: z.ZodType): z.ZodType =>
  result instanceof z.ZodObject ? result.extend({ product: z.string().optional() }) : result;

/** The envelope of a command (contract.md, section 1); `result` is null where the command failed before it had one. */
function envelopeSchema(command: string, result: z.ZodType): z.ZodType {
  const error = z.strictObject({
    code: z.string(),
    message: z.string(),
    why: z.string().optional(),
    remedy: z.string(),
  });
  return z.strictObject({
    rel: z.literal(1),
    command: z.literal(command),
    ok: z.boolean(),
    exit: z.int(),
    result: result.nullable(),
    plan: PlanSchema.nullable(),
    warnings: z.array(z.string()),
    error: error.nullable(),
  });
}
