import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Judgement } from '../../src/domain/verdict.ts';
import { annotations, summary } from '../../src/view/actions.ts';
import { junitXml } from '../../src/view/junit.ts';
import { logText } from '../../src/view/log.ts';
import { promoteText } from '../../src/view/promote.ts';
import { tagText } from '../../src/view/tag.ts';
import { gateText, judgementText } from '../../src/view/verdicts.ts';
import { shaOf } from '../support/gate-facts.ts';

const plain = (text: string) => text;
const paint = {
  good: plain,
  bad: (text: string) => `<red>${text}</red>`,
  doubtful: plain,
  dim: plain,
  strong: plain,
};

const sha = shaOf('a');
const message = 'waived by rene until 2026-11-22 12:00 UTC: a typo (fail: 1 issue is open: #12)';
const judgement: Judgement = {
  ...{ stage: 'promote', sha, passed: true },
  verdicts: [
    {
      gate: 'bugs',
      kind: 'issues',
      verdict: 'waived',
      code: 'issues.open',
      message,
      evidence: [],
      remedy: null,
      actor: null,
    },
  ],
};
const common = {
  rel: 1,
  id: 'x',
  at: '2026-11-20T12:00:00.000Z',
  actor: { login: 'rene', source: 'github' },
  version: '1.8.0',
} as const;
const waiver: LedgerEntry = {
  ...{ ...common, judgements: [], kind: 'waiver', stage: 'promote', gate: 'bugs' },
  ...{ reason: 'a typo', until: '2026-11-22T12:00:00.000Z' },
};
const promoted: LedgerEntry = {
  ...{
    ...common,
    judgements: [judgement],
    kind: 'promote',
    sha,
    tag: 'v1.8.0',
    candidate: 'v1.8.0-rc.1',
    main: sha,
  },
};
const log = (entry: LedgerEntry) => logText({ entries: [entry] } as never, new Map(), false, paint);
const plan = { kind: 'plan' } as never;

test.each<[string, string]>([
  ['the verdicts of a command, and the board', judgementText(judgement, paint)],
  ['rel gate', gateText({ ...judgement, version: '1.8.0', leftOut: [] }, paint)],
  [
    'what rel promote would do',
    promoteText(
      { judgement, version: '1.8.0', tag: 'v1.8.0', sha, main: null, done: false } as never,
      'main',
      plan,
      paint,
    ),
  ],
  [
    'what rel tag-rc did',
    tagText(
      { judgement, tag: 'v1.8.0-rc.2', sha, done: true } as never,
      { branch: 'rc/1.8.0', tagged: false },
      plan,
      paint,
    ),
  ],
])('a waiver is a word in red in %s', (_name, text) => {
  expect(text).toContain(`<red>~ waived </red> bugs: ${message}`);
});

test('a waiver is in red in the log, by itself and where something was let past by it', () => {
  expect(log(waiver)).toContain(
    '<red>waived bugs of promote until 2026-11-22 12:00 UTC: a typo</red>, by rene',
  );
  expect(log(promoted)).toContain('by rene <red>(waived: bugs)</red>');
  expect(log({ ...promoted, judgements: [] })).not.toContain('waived');
});

test('a waiver is told to CI', () => {
  expect(summary([judgement])).toContain('| 🔴 waived | bugs | waived by rene');
  expect(annotations([judgement])).toMatch(/^::warning title=promote%3A bugs \(waived\)::waived by rene/);
  expect(junitXml('1.8.0', judgement)).toContain('<system-out>waived by rene');
});
