import { describe, expect, test } from 'vitest';
import type { TimelineItem } from '../../src/domain/change.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { GateFacts } from '../../src/domain/facts.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import {
  commit,
  factsOf,
  labeled,
  noon,
  policyOf,
  pullRequestOf,
  review,
  shaOf,
} from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles:
  qa: { users: [quinn, dora, tara], teams: [acme/qa] }
  rte: { users: [rita] }
approvals:
  qa: { role: qa, by: [{ signOff: true }] }
  either: { role: qa, by: [{ label: ok }, { signOff: true }] }
  rte: { role: rte, by: [{ label: seen }, { signOff: true }] }
  own: { role: qa, by: [{ signOff: true }], notAuthor: false }
  late: { role: qa, by: [{ signOff: true }], after: [rte] }
`);

type Decision = Partial<Extract<LedgerEntry, { kind: 'sign-off' }>> & { by?: string; rc?: string };

/** A yes of quinn's to rc.1, in the role qa, an hour before noon. */
const signed = ({ by = 'quinn', rc = '1', ...over }: Decision = {}): LedgerEntry => ({
  ...{ rel: 1, id: `${by}${rc}`, at: '2026-11-20T11:00:00.000Z', actor: { login: by, source: 'github' } },
  ...{ version: '1.8.0', judgements: [], kind: 'sign-off', role: 'qa', decision: 'approved' },
  ...{ sha: shaOf(rc), candidate: `v1.8.0-rc.${rc}` },
  ...over,
});
const no = (over: Decision = {}) => signed({ ...over, decision: 'rejected' });

/** The change `b` of dora is on every candidate from 1 on; 0 was before it, and of 9 nothing is known. */
const held = found({
  [shaOf('0')]: [],
  [shaOf('1')]: [shaOf('b'), shaOf('0'), shaOf('1')],
  [shaOf('2')]: [shaOf('b'), shaOf('0'), shaOf('1'), shaOf('2')],
});

interface Case extends Partial<GateFacts> {
  readonly name?: string;
  readonly timeline?: readonly TimelineItem[];
}
function verdictOn(entries: readonly LedgerEntry[], { name = 'qa', timeline = [], ...over }: Case = {}) {
  const labels = timeline.flatMap((item) => (item.kind === 'labeled' ? [item.label] : []));
  const pullRequest = pullRequestOf({ labels, timeline: [commit('a'), ...timeline] });
  const changes = found([{ commit: shaOf('b'), subject: 'Mend the basket', pullRequest }]);
  const teams = { 'acme/qa': found(['tess']) };
  const facts = factsOf({ policy, teams, changes, held, records: found(entries), ...over });
  const [verdict] = judge(
    [{ id: 'it', kind: 'approvals', requires: [name], waivableBy: [] } as never],
    facts,
  );
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}
const dark = { teams: { 'acme/qa': unreadable('403', 'read:org') } };

describe('an approval by sign-off', () => {
  test.each<[string, LedgerEntry[], string, Case?]>([
    ['of a candidate that holds the change', [signed()], 'given'],
    ['by somebody of the team', [signed({ by: 'tess' })], 'given'],
    ['of a candidate before the change', [signed({ rc: '0' })], 'missing'],
    ['of a commit that cannot be had', [signed({ rc: '9' })], 'missing'],
    ['none', [], 'missing'],
    ['in another role', [signed({ role: 'rte' })], 'missing'],
    ['by somebody who does not hold the role', [signed({ by: 'dave' })], 'wrong-person'],
    ['by the author', [signed({ by: 'Dora' })], 'author'],
    ['by the author, and by another', [signed({ by: 'dora' }), signed()], 'given'],
    [
      'by another, and then by the author of a newer one',
      [signed(), signed({ by: 'dora', rc: '2' })],
      'given',
    ],
    ['taken back', [signed(), no()], 'rejected'],
    ['rejected, then given', [no(), signed()], 'given'],
    ['rejected by another', [signed(), no({ by: 'tara' })], 'rejected'],
    ['rejected by another before', [no({ by: 'tara' }), signed()], 'rejected'],
    ['rejected by the author', [signed(), no({ by: 'dora' })], 'rejected'],
    ['rejected by somebody who does not hold the role', [signed(), no({ by: 'dave' })], 'given'],
    ['rejected, and the next candidate given by another', [no({ by: 'tara' }), signed({ rc: '2' })], 'given'],
    [
      'given, and the next candidate rejected by another',
      [signed(), no({ by: 'tara', rc: '2' })],
      'rejected',
    ],
    [
      'the next candidate given, then the old one rejected',
      [signed({ rc: '2' }), no({ by: 'tara' })],
      'given',
    ],
    ['the next candidate given, then the old one rejected by the same', [signed({ rc: '2' }), no()], 'given'],
    ['only rejected, by somebody who does not hold the role', [no({ by: 'dave' })], 'missing'],
    [
      'rejected, and the next one given by the author, who may',
      [no(), signed({ by: 'dora', rc: '2' })],
      'given',
      { name: 'own' },
    ],
    ['a push to its PR since', [signed()], 'given', { timeline: [commit('a')] }],
    [
      'a merge of it with more in it',
      [signed()],
      'given',
      { altered: { [shaOf('b')]: [{ by: 'merge', commit: shaOf('b'), at: null, changed: found(['a']) }] } },
    ],
    ['rejected, and the next one given by the author', [no(), signed({ by: 'dora', rc: '2' })], 'rejected'],
    ['a candidate before the change rejected', [signed(), no({ by: 'tara', rc: '0' })], 'given'],
    ['a commit that cannot be had rejected by another', [signed(), no({ by: 'tara', rc: '9' })], 'rejected'],
    ['the same, and then a newer word of theirs', [no({ rc: '9' }), signed()], 'given'],
    ['a team that cannot be read', [signed({ by: 'tess' })], 'unreadable', dark],
    ['the same, and a yes that is sure', [signed(), signed({ by: 'tess', rc: '2' })], 'given', dark],
    ['the same, and a no that is not', [signed(), no({ by: 'tess' })], 'unreadable', dark],
    ['the same, on the next candidate', [signed(), no({ by: 'tess', rc: '2' })], 'unreadable', dark],
    ['the same, on the one before', [no({ by: 'tess' }), signed({ rc: '2' })], 'given', dark],
    ['a record that cannot be read', [], 'unreadable', { records: unreadable('spoiled') }],
    ['a history that cannot be read', [signed()], 'unreadable', { held: unreadable('offline') }],
    [
      'a review that asks for changes',
      [signed()],
      'rejected',
      { timeline: [review('CHANGES_REQUESTED', 'tara')] },
    ],
    ['or a label', [], 'given', { name: 'either', timeline: [labeled('ok', 'quinn')] }],
    ['and a label taken by its sign-off', [signed()], 'given', { name: 'either' }],
    ['a no beside a label', [no()], 'rejected', { name: 'either', timeline: [labeled('ok', 'quinn')] }],
  ])('%s', (_name, entries, code, over) => {
    expect(verdictOn(entries, over).code).toBe(`approvals.${code}`);
  });

  test.each<[string, LedgerEntry[], TimelineItem[], string]>([
    ['one after the other', [signed({ by: 'rita', role: 'rte' }), signed()], [], 'given'],
    ['the other way round', [signed(), signed({ by: 'rita', role: 'rte' })], [], 'order'],
    [
      'a label, which is of noon, first',
      [signed({ at: '2026-11-20T12:00:00.001Z' })],
      [labeled('seen', 'rita')],
      'given',
    ],
    ['at the very time of the label', [signed({ at: noon })], [labeled('seen', 'rita')], 'order'],
    ['before the label', [signed()], [labeled('seen', 'rita')], 'order'],
    ['at no time', [signed({ at: 'soon' })], [labeled('seen', 'rita')], 'order'],
    ['without the first', [signed()], [], 'order'],
    [
      'long after a label that is stale',
      [signed({ at: '2026-11-21T12:00:00Z' })],
      [labeled('seen', 'rita'), commit('a')],
      'order',
    ],
    [
      'after a label of no time',
      [signed()],
      [{ ...labeled('seen', 'rita'), at: '' } as TimelineItem],
      'order',
    ],
  ])('in order: %s', (_name, entries, timeline, code) => {
    expect(verdictOn(entries, { name: 'late', timeline }).code).toBe(`approvals.${code}`);
  });

  test('a PR that landed as several commits is held where all of them are', () => {
    const pullRequest = pullRequestOf();
    const change = (digit: string) => ({ commit: shaOf(digit), subject: 'x', pullRequest });
    const both = { changes: found([change('b'), change('d')]) };
    expect(verdictOn([signed()], both).code).toBe('approvals.missing');
    const more = found({ [shaOf('1')]: [shaOf('b'), shaOf('d')] });
    expect(verdictOn([signed()], { ...both, held: more }).code).toBe('approvals.given');
  });

  test('an author whose account is gone is nobody who signs off', () => {
    const pullRequest = pullRequestOf({ author: null });
    const changes = found([{ commit: shaOf('b'), subject: 'x', pullRequest }]);
    expect(verdictOn([signed()], { changes }).code).toBe('approvals.given');
  });

  test('a candidate that holds it and that nobody counts on is not another candidate, and what is unreadable is named', () => {
    expect(verdictOn([no({ by: 'dave' })]).message).toBe('#231 qa: nobody has given it');
    expect(verdictOn([], { records: unreadable('spoiled') }).message).toBe(
      '#231 qa: the sign-offs could not be read: spoiled',
    );
  });

  test('says who, when, of which commit, and what mends it', () => {
    expect(verdictOn([signed()])).toMatchObject({
      evidence: [
        {
          what: '#231 qa: given by quinn (sign-off of v1.8.0-rc.1)',
          ...{ who: 'quinn', when: '2026-11-20T11:00:00.000Z', sha: shaOf('1') },
          url: 'https://github.com/acme/shop/pull/231',
        },
      ],
    });
    expect(verdictOn([no({ rc: '2' })])).toMatchObject({
      message: '#231 qa: quinn rejected v1.8.0-rc.2',
      remedy: 'mend it, and tag the next candidate; or quinn runs: rel sign-off 1.8.0 --as qa',
      actor: 'quinn',
    });
    expect(verdictOn([signed({ rc: '0' })])).toMatchObject({
      message: '#231 qa: nobody has given it: v1.8.0-rc.0, which quinn decided on, does not hold it',
      remedy:
        'ask qa (quinn, dora, tara, acme/qa) to sign off a candidate that holds it: `rel sign-off 1.8.0 --as qa`',
      actor: 'qa',
    });
    expect(verdictOn([signed(), no({ by: 'tess', rc: '2' })], dark)).toMatchObject({
      message: '#231 qa: tess rejected it; team acme/qa could not be read: 403',
      remedy: expect.stringContaining('`read:org`'),
    });
  });

  test('a pick is on no candidate, so nothing is asked, and no sign-off counts', () => {
    const subject = { stage: 'pick' as const, version: '1.8.0', sha: shaOf('b') };
    const kinds = (name: string, stage: 'pick' | 'promote') =>
      needsOf(
        [{ id: 'it', kind: 'approvals', requires: [name], waivableBy: [] } as never],
        { ...subject, stage },
        policy,
      ).map(({ kind }) => kind);
    expect(kinds('late', 'promote')).toEqual(['changes', 'contents', 'records', 'held', 'team']);
    expect(kinds('late', 'pick')).toEqual(['changes', 'contents', 'team']);
    expect(verdictOn([signed()], { subject })).toMatchObject({
      code: 'approvals.missing',
      remedy:
        'let it be given in another way, too, in the policy: no candidate holds a change before its pick',
    });
    expect(verdictOn([signed()], { subject, name: 'either' }).remedy).toBe(
      'ask qa (quinn, dora, tara, acme/qa) to put `ok` on #231 (taking an old one off first)',
    );
  });
});
