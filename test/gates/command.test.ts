import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import { type CommandRun, factKey } from '../../src/domain/facts.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';

const gate = { id: 'ready', kind: 'command', waivableBy: [], argv: ['./ready.sh', '{version}'] };
const request = { kind: 'command' as const, argv: ['./ready.sh', '1.8.0'], files: [], seconds: 60 };
const on = (run: CommandRun) => judge([gate], factsOf({ commands: { [factKey(request)]: found(run) } }))[0];

describe('command', () => {
  test.each<[string, CommandRun, string, string]>([
    ['exits with 0', { ended: 'exit', code: 0, output: '' }, 'pass', 'passed'],
    ['exits with something else', { ended: 'exit', code: 3, output: 'a\nnot ready\n' }, 'fail', 'failed'],
    ['does not end', { ended: 'timeout', output: '' }, 'unknown', 'timeout'],
    ['is killed', { ended: 'signal', signal: 'SIGSEGV', output: '' }, 'unknown', 'killed'],
  ])('that %s', (_, run, verdict, code) => {
    expect(on(run)).toMatchObject({ verdict, code: `command.${code}` });
  });

  test('that cannot be started is unknown, and so is one that was not run', () => {
    const commands = { [factKey(request)]: unreadable('it could not be started: ENOENT') };
    expect(judge([gate], factsOf({ commands }))[0]).toMatchObject({
      verdict: 'unknown',
      code: 'command.unreadable',
      message: expect.stringContaining('ENOENT'),
    });
    expect(judge([gate], factsOf())[0]?.verdict).toBe('unknown');
  });

  test('keeps the end of what it printed, and says its last line', () => {
    const output = `${'x'.repeat(3000)}\nnot ready\n`;
    const verdict = on({ ended: 'exit', code: 1, output });
    expect(verdict?.message).toBe('./ready.sh 1.8.0 exited with 1: not ready');
    expect(verdict?.evidence[0]?.what).toMatch(/^\.\/ready\.sh 1\.8\.0: \.\.\.x+\nnot ready\n$/);
    expect(verdict?.evidence[0]?.what.length).toBeLessThan(2100);
  });

  test('of output that is too long, its last 2000 characters', () => {
    const told = (output: string) => on({ ended: 'exit', code: 0, output })?.evidence[0]?.what;
    expect(told('a'.repeat(2000))).toBe(`./ready.sh 1.8.0: ${'a'.repeat(2000)}`);
    expect(told('b'.repeat(900) + 'a'.repeat(2000))).toBe(`./ready.sh 1.8.0: ...${'a'.repeat(2000)}`);
  });

  test('is asked for with its version filled in', () => {
    const subject = { stage: 'promote' as const, version: '1.8.0', sha: shaOf('c') };
    expect(needsOf([gate], subject, policyOf('version: 1'))).toEqual([request]);
  });
});
