import { describe, expect, test } from 'vitest';
import type { Judgement, Verdict } from '../../src/domain/verdict.ts';
import { annotations, summary, withoutCommands } from '../../src/view/actions.ts';
import { junitXml } from '../../src/view/junit.ts';
import { shaOf } from '../support/gate-facts.ts';

const verdict = (over: Partial<Verdict> = {}): Verdict => ({
  ...{ gate: 'ci', kind: 'checks', verdict: 'fail', code: 'checks.failed', message: 'build is red' },
  ...{ evidence: [{ what: 'build', who: 'dan' }], remedy: 'mend it', actor: null },
  ...over,
});
const judged = (...verdicts: readonly Verdict[]): Judgement => {
  return { stage: 'promote', sha: shaOf('c'), passed: false, verdicts: [...verdicts] };
};

describe('for GitHub Actions', () => {
  test('what stops is an error, what was waived a warning, what passes nothing', () => {
    const all = judged(verdict(), verdict({ verdict: 'waived', remedy: null }), verdict({ verdict: 'pass' }));
    expect(annotations([all])).toBe(
      '::error title=promote%3A ci (fail)::build is red%0Anext: mend it\n::warning title=promote%3A ci (waived)::build is red\n',
    );
    expect(annotations([judged(verdict({ verdict: 'pass' }))])).toBe('');
  });

  test('a title can give no command and end no annotation', () => {
    const evil = verdict({ gate: 'a,b:c', message: 'x%0A::error::y\n::set-output name=a::b', remedy: null });
    const text = annotations([judged(evil)]);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toBe('::error title=promote%3A a%2Cb%3Ac (fail)::x%250A::error::y ::set-output name=a::b\n');
  });

  test('ten of a kind are shown, and the tenth says how many more there are', () => {
    const lines = annotations([judged(...Array.from({ length: 12 }, () => verdict()))])
      .trim()
      .split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[9]).toBe('::error title=rel::3 more; see the summary');
  });

  test('the summary is a table that nobody else’s text can leave', () => {
    const text = summary([judged(verdict({ message: '| <img src=x> `a` @rita [x](y)' }))]);
    expect(text).toContain('### Gates of promote at `cccccccccc`');
    expect(text).toContain(
      '| ❌ fail | ci | &#124; &#60;img src=x&#62; &#96;a&#96; @\u200brita &#91;x&#93;(y) | mend it |',
    );
    expect(summary([])).toBe('');
  });

  test('a summary that GitHub would drop is a line instead', () => {
    const long = Array.from({ length: 20 }, () => verdict({ message: 'x'.repeat(60_000) }));
    expect(summary([judged(...long)])).toBe('20 gates: 0 pass, 20 fail, 0 unknown, 0 waived\n');
  });

  test('text with commands in it is fenced', () => {
    expect(withoutCommands('::error::x\n', 'secret')).toBe(
      '::stop-commands::secret\n::error::x\n::secret::\n',
    );
  });
});

describe('as JUnit XML', () => {
  test('a gate is a case; what stops is a failure with its code', () => {
    const unknown = verdict({
      gate: 'n',
      verdict: 'unknown',
      code: 'checks.missing',
      remedy: null,
      evidence: [],
    });
    expect(junitXml('1.8.0', judged(verdict({ verdict: 'pass' }), unknown))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuite name="rel gate promote 1.8.0" tests="2" failures="1">',
        '  <testcase classname="promote.checks" name="ci"/>',
        '  <testcase classname="promote.checks" name="n"><failure type="checks.missing" message="build is red">build is red</failure></testcase>',
        '</testsuite>',
        '',
      ].join('\n'),
    );
  });

  test('a waived gate passes and says so; no text breaks the XML', () => {
    const text = junitXml('1.8.0', judged(verdict({ verdict: 'waived', message: '<a> & "b" \u0007\ud800' })));
    expect(text).toContain('failures="0"');
    expect(text).toContain(
      '<system-out>&#60;a&#62; &#38; &#34;b&#34; \nnext: mend it\nbuild, dan</system-out>',
    );
  });
});
