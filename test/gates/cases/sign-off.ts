import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { noon, shaOf } from '../../support/gate-facts.ts';
import { documentOf, runOf, snapshotOf } from '../../support/records.ts';
import type { Table } from './case.ts';

type SignOff = Extract<LedgerEntry, { kind: 'sign-off' }>;

const said = (role: string, login: string, over: Partial<SignOff> = {}): LedgerEntry => ({
  ...{ rel: 1, id: login, at: noon, actor: { login, source: 'github' }, version: '1.8.0', judgements: [] },
  ...{ kind: 'sign-off', role, sha: shaOf('c'), candidate: 'v1.8.0-rc.2', decision: 'approved' },
  ...over,
});
const on = (...records: readonly LedgerEntry[]) => ({ records: found([...records, runOf()]) });
const pdm = said('pdm', 'paula');
const no = { decision: 'rejected' as const, note: 'the basket is empty' };
/** The document `risks` was on record; and then once more. */
const aware = { documents: [{ name: 'risks', id: 'x' }] };
const awareOfMore = {
  documents: [
    { name: 'notes', id: 'n' },
    { name: 'risks', id: 'x' },
  ],
};
const awareLater = { documents: [{ name: 'risks', id: 'y' }] };
const later = { ...documentOf('risks', 'Some'), id: 'y' };
const before = { sha: shaOf('a'), candidate: 'v1.8.0-rc.1' };
const team = (read: Read<readonly string[]>) => ({ teams: { 'acme/qa': read } });

export const signOff: Table = {
  rule: { kind: 'sign-off', roles: ['qa', 'pdm'] },
  cases: [
    ['pass', 'both roles', 'pass sign-off.given', on(said('qa', 'quinn'), pdm)],
    ['pass', 'somebody of the team', 'pass sign-off.given', on(said('qa', 'tess', { note: 'fine' }), pdm)],
    ['fail', 'one rejected it', 'fail sign-off.rejected', on(said('qa', 'quinn', no), pdm)],
    [
      'fail',
      'one rejected it without a note, another approved',
      'fail sign-off.rejected',
      on(said('qa', 'tess', { decision: 'rejected' }), said('qa', 'quinn')),
    ],
    ['unknown', 'nobody has decided', 'unknown sign-off.missing', on()],
    [
      'unknown',
      'the record cannot be read',
      'unknown sign-off.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    [
      'unknown',
      'the team cannot be read',
      'unknown sign-off.unreadable',
      { ...on(said('qa', 'tess'), pdm), ...team(unreadable('403', 'read:org')) },
    ],
    [
      'stale',
      'given for the candidate before',
      'unknown sign-off.stale',
      on(said('qa', 'quinn', before), pdm),
    ],
    [
      'stale',
      'the candidate before was rejected',
      'unknown sign-off.stale',
      on(said('qa', 'quinn', { ...before, ...no }), pdm),
    ],
    [
      'wrong SHA',
      'given for another commit',
      'unknown sign-off.stale',
      on(said('qa', 'quinn', { sha: shaOf('d') })),
    ],
    [
      'pass',
      'after the document it is about',
      'pass sign-off.given',
      on(documentOf('risks', 'None'), said('qa', 'quinn', aware), said('pdm', 'paula', aware)),
      { documents: ['risks'] },
    ],
    [
      'stale',
      'the document was put on record again after one of two',
      'unknown sign-off.outdated',
      on(documentOf('risks', 'None'), said('qa', 'quinn', aware), later, said('pdm', 'paula', awareLater)),
      { documents: ['risks'] },
    ],
    [
      'gone',
      'the document it is about',
      'unknown sign-off.outdated',
      on(said('qa', 'quinn'), pdm),
      { documents: ['risks'] },
    ],
    [
      'pass',
      'after this document and others',
      'pass sign-off.given',
      on(
        ...[documentOf('risks', 'None'), said('qa', 'quinn', awareOfMore)],
        ...[said('qa', 'tess', awareOfMore), said('pdm', 'paula', awareOfMore)],
      ),
      { documents: ['risks'] },
    ],
    [
      'gone',
      'the document that was on record when it was given',
      'unknown sign-off.outdated',
      on(said('qa', 'quinn', aware), said('pdm', 'paula', aware)),
      { documents: ['risks'] },
    ],
    [
      'pass',
      'one of two signed again after it',
      'pass sign-off.given',
      on(said('qa', 'quinn'), later, said('qa', 'tess', awareLater), said('pdm', 'paula', awareLater)),
      { documents: ['risks'] },
    ],
    [
      'pass',
      'one of two signed after it, and other things are on record',
      'pass sign-off.given',
      on(
        ...[later, said('qa', 'tess', awareLater), said('qa', 'quinn'), said('pdm', 'paula', awareLater)],
        ...[documentOf('notes', 'More'), snapshotOf('risks')],
      ),
      { documents: ['risks'] },
    ],
    ['wrong person', 'somebody without the role', 'fail sign-off.wrong-person', on(said('qa', 'dan'), pdm)],
    ['wrong person', 'in another role', 'unknown sign-off.missing', on(said('pdm', 'quinn'), pdm)],
    [
      'gone',
      'the team',
      'unknown sign-off.unreadable',
      { ...on(said('qa', 'tess'), pdm), ...team(unreadable('there is no team acme/qa')) },
    ],
  ],
  none: { 'wrong app': 'people sign; an app has a login like any other, and holds a role or does not' },
};
