import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateKinds } from '../../src/gates/registry.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/policies');
const yamls = (folder: string) =>
  readdirSync(join(fixtures, folder)).filter((name) => name.endsWith('.yaml'));
const read = (folder: string, name: string) => readFileSync(join(fixtures, folder, name), 'utf8');

/** What is wrong, one line each, as the `.txt` beside a bad policy has it. */
function told(text: string): string {
  const loaded = loadPolicy(text, 'policy.yaml');
  if (loaded.ok) return 'nothing is wrong';
  const lines = loaded.problems.map(
    (p) => `${p.line}:${p.column} ${p.message}${p.hint === undefined ? '' : ` | ${p.hint}`}\n`,
  );
  return `${loaded.foreign === undefined ? '' : `(a file of ${loaded.foreign})\n`}${lines.join('')}`;
}

describe('policies that are good', () => {
  test.each(yamls('good'))('%s', (name) => {
    expect(told(read('good', name))).toBe('nothing is wrong');
  });

  test('the smallest one has every default', () => {
    expect(loadPolicy('version: 1', 'p')).toMatchObject({
      ok: true,
      warnings: [],
      policy: {
        repository: null,
        branches: { develop: 'devel', production: 'main', rc: 'rc/{version}', hotfix: 'hotfix/{version}' },
        tags: { candidate: 'v{version}-rc.{n}', release: 'v{version}' },
        pick: {
          select: { label: 'rc/{version}' },
          requires: [],
          deliver: 'push',
          onConflict: 'ask',
          review: ['moved', 'extra-lines'],
        },
        gates: { cut: [], pick: [], candidate: [], promote: [], hotfix: [], deploy: [], accept: [] },
        waivers: { maxDuration: '7d' },
        handOver: [],
        ledger: { ref: 'refs/rel/ledger', signed: false },
      },
    });
  });

  test('Windows line ends and a byte order mark do not matter', () => {
    expect(loadPolicy('\uFEFFversion: 1\r\nroles:\r\n  qa: { users: [quinn] }\r\n', 'p').ok).toBe(true);
  });
});

const kinds = gateKinds.map(({ kind }) => kind).join(', ');

describe('policies that are bad', () => {
  test.each(yamls('bad'))('%s', (name) => {
    const expected = read('bad', name.replace(/yaml$/, 'txt')).replaceAll('{gate kinds}', kinds);
    expect(told(read('bad', name))).toBe(expected);
  });

  test('a text longer than 1 MB, or with a NUL, is none', () => {
    expect(told(`version: 1\n#${'x'.repeat(1_000_000)}`)).toMatch(/^1:1 the file is longer than 1 MB/);
    expect(told('version: 1\nroles:\0\n')).toMatch(/^2:7 the file holds a NUL/);
  });

  test('a nesting made to exhaust it is refused', () => {
    expect(told('['.repeat(50_000))).toMatch(/nested too deeply/);
  });

  test('the problems name the file they were given', () => {
    expect(loadPolicy('version: 3', 'origin/devel:.rel.yaml')).toMatchObject({
      problems: [{ file: 'origin/devel:.rel.yaml' }],
    });
  });
});

describe('warnings', () => {
  test('a role that nobody holds, and one that is only a word', () => {
    const text =
      'version: 1\nroles:\n  qa: {}\ngates:\n  cut:\n    - { id: a, kind: issues, labels: [b], waivableBy: [pdm] }\n';
    const loaded = loadPolicy(text, 'p');
    expect(loaded.ok && loaded.warnings.map((w) => `${w.line}:${w.column} ${w.message}`)).toEqual([
      '3:3 nobody holds the role `qa`',
      '6:56 nobody holds the role `pdm`',
    ]);
  });
});

describe('keys of a ledger', () => {
  test('that is not signed count for nothing, which is said', () => {
    const keys = read('bad', 'ledger-retired.yaml').replace('signed: true', 'signed: false');
    const loaded = loadPolicy(keys, 'p');
    expect(loaded.ok && loaded.warnings.map((w) => `${w.line}:${w.column} ${w.message}`)).toEqual([
      '4:3 `keys` count only with `signed: true`',
    ]);
  });
});

describe('whatever the text', () => {
  test('it is a policy or has a problem at a place in it, and never throws', () => {
    const policy = read('good', 'every-gate.yaml');
    const broken = fc
      .tuple(fc.nat(policy.length), fc.nat(20), fc.string({ maxLength: 6 }))
      .map(([at, length, text]) => policy.slice(0, at) + text + policy.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(fc.string(), broken), (text) => {
        const loaded = loadPolicy(text, 'p');
        if (loaded.ok) return;
        expect(loaded.problems.length).toBeGreaterThan(0);
        const lines = text.split('\n').length;
        for (const p of loaded.problems) {
          expect(p.line).toBeGreaterThanOrEqual(1);
          expect(p.line).toBeLessThanOrEqual(lines);
          expect(p.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 120 },
    );
  });
});
