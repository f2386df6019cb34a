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
    'wrong person': 'whoever may push or record may write it; who did is the evidence',
  },
};
