import { found, unreadable } from '../../../src/domain/errors.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { documentOf, snapshotOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const full = '# 1.8.0\n\n## Rollback\n\nGo back to 1.7.4.\n\n## Migration\n\nNone.\n';
const empty = '# 1.8.0\n\n## Rollback\n\nTODO\n';
const at = (text: string | null, sha = 'c') => ({ files: { [`${shaOf(sha)}:docs/1.8.0.md`]: found(text) } });
const filed = { name: undefined };
const recorded = { path: undefined };
const records = (text: string, name = 'plan') => ({
  records: found([documentOf(name, text, 'b'), snapshotOf(name)]),
});
const by = (...logins: readonly string[]) => ({
  records: found(
    logins.map((login) => ({
      ...documentOf('plan', full, 'b'),
      actor: { login, source: 'github' as const },
    })),
  ),
});
const own = { path: undefined, recordedBy: 'qa' };

export const document: Table = {
  rule: {
    ...{ kind: 'document', path: 'docs/{version}.md', name: 'plan' },
    headings: ['Rollback', 'Migration'],
  },
  cases: [
    ['pass', 'at its path', 'pass document.there', at(full)],
    [
      'pass',
      'on record for a commit of the version',
      'pass document.there',
      { ...at(null), ...records(full) },
    ],
    ['pass', 'no heading is asked for', 'pass document.there', at(empty), { headings: [] }],
    ['fail', 'headings with nothing below them', 'fail document.incomplete', at(empty), filed],
    ['fail', 'on record with one empty', 'fail document.incomplete', { ...at(null), ...records(empty) }],
    [
      'fail',
      'the path counts before the record',
      'fail document.incomplete',
      { ...at(empty), ...records(full) },
    ],
    [
      'unknown',
      'the file cannot be read',
      'unknown document.unreadable',
      { files: { [`${shaOf('c')}:docs/1.8.0.md`]: unreadable('403', 'contents: read') } },
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown document.unreadable',
      { ...at(null), records: unreadable('another version wrote it') },
    ],
    [
      'pass',
      'the record cannot be read, and need not be',
      'pass document.there',
      {
        ...at(full),
        records: unreadable('another version wrote it'),
      },
    ],
    ['pass', 'recorded by whom it takes', 'pass document.there', by('quinn'), own],
    ['pass', 'the same, and then by another', 'pass document.there', by('quinn', 'dave'), own],
    ['wrong person', 'recorded by another', 'fail document.wrong-person', by('dave'), own],
    [
      'unknown',
      'recorded by who knows whom',
      'unknown document.unreadable',
      { ...by('dave'), teams: { 'acme/qa': unreadable('403', 'read:org') } },
      own,
    ],
    ['gone', 'on record by nobody whom it takes', 'unknown document.missing', by(), own],
    ['wrong SHA', 'at its path in another commit', 'unknown document.unreadable', at(full, 'd')],
    [
      'gone',
      'deleted, and the record cannot be read, which it need not',
      'unknown document.missing',
      { ...at(null), records: unreadable('another version wrote it') },
      filed,
    ],
    ['gone', 'it is neither here nor there', 'unknown document.missing', at(null)],
    ['gone', 'deleted', 'unknown document.missing', at(null), filed],
    ['gone', 'on record only by another name', 'unknown document.missing', records(full, 'notes'), recorded],
  ],
  none: {
    stale: 'on record it is bound to the version: what it says stays true on a later candidate',
    'wrong app': 'no app writes it',
  },
};
