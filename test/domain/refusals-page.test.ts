import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pushRuleKinds, pushRules } from '../../src/domain/push-rules.ts';

const page = readFileSync('docs/refusals.md', 'utf8');

it.each(pushRuleKinds.filter((kind) => kind !== 'unknown-rule'))(
  'docs/refusals.md knows the rule %s',
  (kind) => {
    expect(page).toContain(`| ${pushRules[kind].setting} |`);
  },
);
