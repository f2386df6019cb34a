import { issue } from '../issue.ts';
import { closed, commented, commit, opened, pull, reviewed } from '../pull.ts';
import { swap } from '../tree.ts';
import type { Happening } from '../world.ts';

const forTrain = { labels: ['fix', 'rc/1.8.0'], milestone: '1.8.0' } as const;

const weekend = pull(
  { number: 243, title: 'No delivery on Sundays', by: 'dan', branch: 'fix/sundays', ...forTrain },
  commit(
    '11-10 09:00',
    'No delivery on Sundays',
    [
      swap(
        'src/shipping/delivery.ts',
        '  return new Date(now.getTime() + days * dayMillis);',
        '  const day = new Date(now.getTime() + days * dayMillis);\n  return day.getUTCDay() === 0 ? new Date(day.getTime() + dayMillis) : day;',
      ),
    ],
    'red',
  ),
  opened('11-10 09:10'),
  reviewed('11-10 15:00', 'quinn', 'CHANGES_REQUESTED', 'Public holidays are Sundays, too.'),
);

const outbox = pull(
  { number: 244, title: 'Send a mail once', by: 'dora', branch: 'fix/outbox', draft: true, ...forTrain },
  commit(
    '11-11 09:00',
    'Send a mail once',
    [
      swap(
        'src/mail/outbox.ts',
        '  waiting.push(mail);',
        '  if (!waiting.includes(mail)) waiting.push(mail);',
      ),
    ],
    'running',
  ),
  opened('11-11 09:10'),
);

const umlauts = pull(
  { number: 245, title: 'Find umlauts', by: 'dina', branch: 'fix/umlauts', ...forTrain },
  commit('11-11 10:00', 'Find umlauts', [
    swap(
      'src/catalogue/search.ts',
      'words.trim().toLowerCase()',
      "words.trim().normalize('NFC').toLowerCase()",
    ),
  ]),
  opened('11-11 10:10'),
  commented('11-11 15:00', 'dora', 'The names in the catalogue are not NFC either; this needs another way.'),
  closed('11-11 15:10', 'dina'),
);

/** What is not done: fixes under way, and issues. Bugs of 1.8.0 are all closed; 1.9.0 has one that is not. */
export const openStory: readonly Happening[] = [
  ...issue(
    {
      number: 220,
      title: 'Charged twice after a slow payment',
      by: 'quinn',
      labels: ['bug'],
      milestone: '1.8.0',
    },
    '10-27 09:00',
    { day: '11-02 15:01', by: 'dora' },
  ),
  ...issue(
    {
      number: 222,
      title: 'Wish lists show yesterday’s prices',
      by: 'quinn',
      labels: ['bug'],
      milestone: '1.9.0',
    },
    '10-27 11:00',
  ),
  ...weekend,
  ...outbox,
  ...umlauts,
  ...issue(
    { number: 246, title: 'The mug is sold out, and nobody says so', by: 'eve', labels: ['bug'] },
    '11-11 18:00',
  ),
  ...issue(
    {
      number: 247,
      title: 'Describe vouchers for customers',
      by: 'paula',
      labels: ['docs'],
      milestone: '1.8.0',
    },
    '11-12 08:00',
  ),
];
