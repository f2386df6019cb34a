import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../src/domain/errors.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, noon, policyOf, pullRequestOf, shaOf } from '../support/gate-facts.ts';

const gate = {
  ...{ id: 'reported', kind: 'tickets', waivableBy: [], sections: ['Steps to reproduce'] },
  ...{ milestone: '{version}', labels: ['L2', 'RTE', 'Dev', 'RTE'] },
};
const pr = pullRequestOf();
const change: Change = { commit: shaOf('b'), subject: 'Mend the basket', pullRequest: pr };

/** `L2 RTE -RTE Dev`: labels put on and taken off, by sam. */
const way = (events: string): Ticket['history'] =>
  events.split(' ').flatMap((word) => {
    const kind = word.startsWith('-') ? ('unlabeled' as const) : ('labeled' as const);
    return word === '' ? [] : [{ kind, label: word.replace('-', ''), actor: 'sam', at: noon }];
  });
const ticket = (over: Partial<Ticket> = {}): Ticket => ({
  ...{ name: '#12', title: 'Basket is empty', url: 'https://github.com/acme/shop/issues/12' },
  body: '### Steps to reproduce\n\nOpen it.\n',
  milestone: '1.8.0',
  history: way('bug L2 -L2 RTE -RTE Dev -Dev RTE'),
  historyComplete: true,
  ...over,
});

const on = (read: Read<readonly Ticket[]>, over = {}) =>
  judge([{ ...gate, ...over }], factsOf({ changes: found([change]), tickets: found({ [pr.url]: read }) }))[0];

describe('tickets', () => {
  const empty = { body: '### Steps to reproduce\n\n_No response_\n\n### More\n\ntext' };
  const short = { history: way('L2 RTE'), historyComplete: false };
  const part = { ...short, history: way('RTE Dev -RTE RTE L2 RTE Dev -RTE RTE') };
  test.each<[string, Partial<Ticket>[], object, string, string]>([
    ['everything is there', [{}], {}, 'pass', 'complete'],
    ['no issue at all', [], {}, 'fail', 'missing'],
    ['a section without an answer', [empty], {}, 'fail', 'section'],
    ['no such section', [{ body: 'It broke.' }], {}, 'fail', 'section'],
    ['no section is asked for', [empty], { sections: [] }, 'pass', 'complete'],
    ['no milestone', [{ milestone: null }], {}, 'fail', 'milestone'],
    ['another milestone', [{ milestone: '1.9.0' }], {}, 'fail', 'milestone'],
    ['another one where any will do', [{ milestone: 'Sprint 12' }], { milestone: true }, 'pass', 'complete'],
    ['none where any will do', [{ milestone: null }], { milestone: true }, 'fail', 'milestone'],
    ['none where none is asked for', [{ milestone: null }], { milestone: undefined }, 'pass', 'complete'],
    ['a milestone in capitals', [{ milestone: 'SPRINT 1' }], { milestone: 'sprint 1' }, 'pass', 'complete'],
    ['half of the way', [{ history: way('L2 RTE') }], {}, 'fail', 'workflow'],
    ['no label', [{ history: [] }], {}, 'fail', 'workflow'],
    ['no label is asked for', [{ history: [] }], { labels: [] }, 'pass', 'complete'],
    ['the last step only once', [{ history: way('L2 Dev RTE') }], {}, 'fail', 'workflow'],
    ['the wrong order', [{ history: way('RTE L2 Dev RTE') }], {}, 'fail', 'workflow'],
    ['labels in small letters', [{ history: way('l2 rte dev rte') }], {}, 'pass', 'complete'],
    ['a loop on the way', [{ history: way('L2 RTE Dev -Dev L2 RTE -RTE Dev RTE') }], {}, 'pass', 'complete'],
    ['sent back', [{ history: way('L2 RTE -RTE Dev RTE -RTE Dev') }], {}, 'fail', 'workflow'],
    ['sent back, with its label still on', [{ history: way('L2 RTE Dev RTE Dev') }], {}, 'fail', 'workflow'],
    ['sent back by mistake', [{ history: way('L2 RTE Dev RTE Dev -Dev') }], {}, 'pass', 'complete'],
    ['tidied up', [{ history: way('L2 RTE Dev -L2 -Dev -RTE RTE -RTE') }], {}, 'pass', 'complete'],
    ['another label last', [{ history: way('L2 RTE Dev RTE done') }], {}, 'pass', 'complete'],
    ['a way of three', [{ history: way('L2 Dev QA') }], { labels: ['L2', 'Dev', 'QA'] }, 'pass', 'complete'],
    [
      'half a way of three',
      [{ history: way('L2 Dev') }],
      { labels: ['L2', 'Dev', 'QA'] },
      'fail',
      'workflow',
    ],
    ['cut, and sent back', [{ ...short, history: way('L2 RTE Dev RTE Dev') }], {}, 'fail', 'workflow'],
    ['a history that was cut', [short], {}, 'unknown', 'unreadable'],
    ['one that was cut, and has it all', [part], {}, 'pass', 'complete'],
    ['what is wrong outweighs what is unknown', [{ ...short, milestone: null }], {}, 'fail', 'milestone'],
    ['one of two issues has it all', [{ milestone: null }, { name: '#13' }], {}, 'pass', 'complete'],
  ])('%s', (_, all, over, verdict, code) => {
    expect(on(found(all.map(ticket)), over)).toMatchObject({ verdict, code: `tickets.${code}` });
  });

  test('what was not read is unknown, and what cannot be read names the permission', () => {
    expect(on(unreadable('403', 'issues: read'))).toMatchObject({
      ...{ verdict: 'unknown', code: 'tickets.unreadable', actor: null },
      remedy: expect.stringContaining('`issues: read`'),
    });
    const changes = found([change]);
    for (const tickets of [found({}), unreadable('this repository is not connected to GitHub')])
      expect(judge([gate], factsOf({ changes, tickets }))[0]?.code).toBe('tickets.unreadable');
    expect(judge([gate], factsOf({ changes: unreadable('offline') }))[0]?.code).toBe('tickets.unreadable');
  });

  test('nothing to judge passes; a commit without a PR does not, and a PR in many commits is one fix', () => {
    expect(judge([gate], factsOf())[0]).toMatchObject({ verdict: 'pass', evidence: [] });
    const bare = { ...change, pullRequest: null };
    const tickets = found({ [pr.url]: found([ticket()]) });
    expect(judge([gate], factsOf({ changes: found([change, change]), tickets }))[0]?.evidence).toHaveLength(
      1,
    );
    expect(judge([gate], factsOf({ changes: found([change, bare]), tickets }))[0]).toMatchObject({
      ...{ verdict: 'fail', code: 'tickets.missing' },
      message: 'bbbbbbbbbb belongs to no PR, so that it closes no issue',
    });
  });

  test('says all that is missing, who put the labels on, and what to do', () => {
    const verdict = on(found([ticket({ ...empty, milestone: '1.9.0', history: way('L2 RTE') })]));
    expect(verdict).toMatchObject({
      message: [
        '#231 closes #12, which has nothing under `Steps to reproduce`',
        '#231 closes #12, which is in milestone 1.9.0, not 1.8.0',
        '#231 closes #12, which did not go through L2, RTE, Dev, RTE: it went L2, RTE, and Dev is to come',
      ].join('; '),
      evidence: [
        {
          what: '#231 Mend the basket: closes #12 Basket is empty (L2 by sam, RTE by sam)',
          who: 'sam',
          url: ticket().url,
        },
      ],
      remedy: expect.stringContaining('fill in `Steps to reproduce` of #12'),
      actor: 'dora',
    });
    const back = on(found([ticket({ history: way('L2 RTE -RTE Dev RTE -RTE Dev') })]));
    expect(back?.message).toMatch(/is back at Dev \(it went L2, RTE, Dev, RTE, Dev\)$/);
    expect(on(found([]))?.remedy).toContain('Closes #N');
  });

  test('of two fixes the worse one speaks, whichever comes first', () => {
    const second = { ...pr, url: 'pr/232', number: 232, author: 'dan' };
    const changes = found([change, { ...change, pullRequest: second }]);
    const half = found([ticket({ history: [] })]);
    const none = found([]);
    const at = (one: Read<readonly Ticket[]>, two: Read<readonly Ticket[]>) =>
      judge([gate], factsOf({ changes, tickets: found({ [pr.url]: one, [second.url]: two }) }))[0];
    expect(at(half, none)).toMatchObject({ code: 'tickets.missing', actor: 'dan' });
    expect(at(none, half)).toMatchObject({ code: 'tickets.missing', actor: 'dora' });
  });

  test('asks for the changes and their issues', () => {
    const subject = { stage: 'pick' as const, version: '1.8.0', sha: shaOf('c') };
    expect(needsOf([gate], subject, policyOf('version: 1'))).toEqual([
      { kind: 'changes' },
      { kind: 'tickets' },
    ]);
  });
});
