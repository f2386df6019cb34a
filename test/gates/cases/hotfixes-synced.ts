import { found, unreadable } from '../../../src/domain/errors.ts';
import { shaOf } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const fix = { sha: shaOf('f'), subject: 'Refuse expired cards (#240)' };
const more = { sha: shaOf('e'), subject: 'Charge once (#241)' };

export const hotfixesSynced: Table = {
  rule: { kind: 'hotfixes-synced' },
  cases: [
    ['pass', 'nothing is missing', 'pass hotfixes-synced.synced', { unsynced: { [shaOf('c')]: found([]) } }],
    ['fail', 'one is missing', 'fail hotfixes-synced.missing', { unsynced: { [shaOf('c')]: found([fix]) } }],
    [
      'fail',
      'two are missing',
      'fail hotfixes-synced.missing',
      { unsynced: { [shaOf('c')]: found([fix, more]) } },
    ],
    [
      'unknown',
      'the history cannot be read',
      'unknown hotfixes-synced.unreadable',
      { unsynced: { [shaOf('c')]: unreadable('403', 'contents: read') } },
    ],
    [
      'wrong SHA',
      'known of another commit',
      'unknown hotfixes-synced.unreadable',
      { unsynced: { [shaOf('d')]: found([]) } },
    ],
    [
      'gone',
      'the production branch',
      'unknown hotfixes-synced.unreadable',
      { unsynced: { [shaOf('c')]: unreadable('there is no branch main on the remote') } },
    ],
  ],
  none: {
    stale: 'history is read for every judgement',
    'wrong app': 'git answers',
    'wrong person': 'git answers',
  },
};
