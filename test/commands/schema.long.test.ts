import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/commands/registry.ts';
import { shopPolicy } from '../../src/sandbox/seed/policy.ts';
import { envelopeProblems, problemsBy, schemaName } from '../support/schemas.ts';

const error = { code: 'usage', message: 'what', remedy: 'next' };
const failed = (command: string) => ({
  rel: 1,
  command,
  ok: false,
  exit: 2,
  result: null,
  plan: null,
  warnings: [],
  error,
});

describe('rel schema', () => {
  test.each(commands.map(({ name }) => name))(
    'rel schema %s takes the envelope of a failure, and no other command’s',
    async (name) => {
      expect(await envelopeProblems(failed(name))).toEqual([]);
      expect(await problemsBy(schemaName(name), { ...failed(name), command: 'other' })).not.toEqual([]);
      expect(await problemsBy(schemaName(name), { ...failed(name), extra: 1 })).not.toEqual([]);
    },
  );

  test('the policy schema takes the example and the sandbox’s policy, and finds what is wrong', async () => {
    const example: unknown = parse(readFileSync('.releaserc.example.yaml', 'utf8'));
    expect(await problemsBy('policy', example)).toEqual([]);
    expect(await problemsBy('policy', parse(shopPolicy))).toEqual([]);
    expect(await problemsBy('policy', parse('{ version: 1, branhces: {} }'))).not.toEqual([]);
    expect(await problemsBy('policy', parse('{ version: 2 }'))).not.toEqual([]);
    expect(
      await problemsBy('policy', parse('{ version: 1, gates: { cut: [{ id: a, kind: nonsense }] } }')),
    ).not.toEqual([]);
  });

  test('a name without a schema is a usage error', async () => {
    await expect(problemsBy('nonsense', {})).rejects.toMatchObject({ code: 'usage' });
  });
});
