import { expect, test } from 'vitest';
import type { PullRequest, TimelineItem } from '../../../src/domain/change.ts';
import { found, unreadable } from '../../../src/domain/errors.ts';
import { NotesRules } from '../../../src/domain/notes-rules.ts';
import type { NotedChange, NotesFacts } from '../../../src/plans/notes/facts.ts';
import { notesMarkdown } from '../../../src/plans/notes/notes-markdown.ts';
import { releaseNotes } from '../../../src/plans/notes/release-notes.ts';
import { pullRequestOf, shaOf } from '../../support/gate-facts.ts';

const review = (actor: string | null): TimelineItem => {
  return { kind: 'review', state: 'APPROVED', actor, sha: null, at: '2026-11-20T12:00:00Z', url: 'u' };
};

/** A PR that says this beside its title, and closes issues with these labels. */
function change(
  pr: Partial<PullRequest>,
  body = '',
  issues: Readonly<Record<string, string[]>> = {},
): NotedChange {
  const closed = Object.entries(issues).map(([name, labels]) => ({ name, title: name, url: 'u', labels }));
  const pullRequest = pullRequestOf(pr);
  const text = found({ body, issues: closed });
  return { pullRequest, subject: `${pullRequest.title} (#${pullRequest.number})`, commit: shaOf('b'), text };
}
const commit = (subject: string): NotedChange => {
  return { pullRequest: null, subject, commit: shaOf('c'), text: null };
};

function facts(changes: readonly NotedChange[], over: Partial<NotesFacts> = {}): NotesFacts {
  const subject = {
    ...{ name: 'shop', title: '1.8.0', version: '1.8.0', sha: shaOf('d'), ref: 'v1.8.0-rc.2' },
    ...{ released: false, date: null, managers: ['rene'], since: { ref: 'v1.7.1', sha: shaOf('e') } },
  };
  const rules = NotesRules.parse({});
  return { subject, rules, changes, takenBack: [], knownIssues: found([]), summary: null, ...over };
}
const rules = (text: Partial<Record<keyof NotesRules, unknown>>) => ({ rules: NotesRules.parse(text) });
const markdown = (
  changes: readonly NotedChange[],
  over?: Partial<NotesFacts>,
  template: string | null = null,
) => notesMarkdown(releaseNotes(facts(changes, over)), template);

const vouchers = change({ number: 200, title: 'Vouchers', author: 'dora', labels: ['feature'] });
const charge = change(
  {
    number: 230,
    title: 'Charge once',
    author: 'dan',
    labels: ['Bug'],
    timeline: [review('dora'), review('quinn')],
  },
  '## Migration\n\n1. Stop the worker\n2. Run `up.sql`',
  { '#220': [] },
);
const postcode = change({ number: 231, title: 'Ask for a postcode', author: 'dan' }, '', {
  'acme/app#7': ['fix'],
});
const issue = {
  ...{ number: 222, title: 'Wish lists <b>lie</b>', url: 'u', state: 'OPEN' as const },
  ...{ labels: [], milestone: null, author: null, assignees: [] },
};

test('notes as a person reads them', () => {
  const all = [vouchers, charge, postcode, commit('Describe the train')];
  expect(markdown(all, { knownIssues: found([issue]) })).toBe(`## 1.8.0

4 changes since v1.7.1; 1 has migration steps.

### Features

- Vouchers (#200) by dora

### Fixes

- Charge once (#230) by dan, closes #220
- Ask for a postcode (#231) by dan, closes acme/app#7

### Other changes

- Describe the train (cccccccccc)

### Migration steps

**Charge once (#230)**

1. Stop the worker
2. Run \`up.sql\`

### Known issues

- Wish lists \\<b\\>lie\\</b\\> (#222)

### Thanks

Thanks to @dan, @dora and @quinn.
`);
});

test('nothing to tell, and nothing before', () => {
  expect(markdown([])).toBe('## 1.8.0\n\nNo changes since v1.7.1.\n');
  const first = { ...facts([]).subject, since: null };
  expect(markdown([commit('Begin')], { subject: first })).toBe(
    '## 1.8.0\n\nOne change.\n\n### Changes\n\n- Begin (cccccccccc)\n',
  );
});

test('what came and what was taken back', () => {
  expect(markdown([vouchers], { takenBack: [charge], ...rules({ thanks: false }) })).toBe(
    `## 1.8.0\n\nOne change since v1.7.1; 1 was taken back.\n\n### Features\n\n- Vouchers (#200) by dora\n\n### Taken back\n\n- Charge once (#230) by dan, closes #220\n`,
  );
});

test.each([
  ['[click](https://evil.example)', '\\[click\\](https:\u200b//evil.example)'],
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['`code` *bold* _under_ ~gone~ a|b', '\\`code\\` \\*bold\\* \\_under\\_ \\~gone\\~ a\\|b'],
  ['@acme/everybody, see #12', '@\u200bacme/everybody, see \\#\u200b12'],
  ['back\\slash', 'back\\\\slash'],
  ['two\nlines', 'two lines'],
])('%j is shown as it stands, and mentions nobody', (title, shown) => {
  expect(markdown([change({ number: 1, title })])).toContain(`- ${shown} (#1) by dora\n`);
  expect(markdown([commit(title)])).toContain(`- ${shown} (cccccccccc)\n`);
});

test('titles, authors and sections are text', () => {
  const title = '[x](http://evil) <img src=x> *now* `c` @all | #1 ~~no~~';
  const shown = markdown(
    [change({ number: 5, title, author: 'a_b*' })],
    rules({ other: 'And <more>', thanks: false }),
  );
  expect(shown).toContain(
    '- \\[x\\](http:\u200b//evil) \\<img src=x\\> \\*now\\* \\`c\\` @\u200ball \\| \\#\u200b1 \\~\\~no\\~\\~ (#5) by a\\_b\\*\n',
  );
});

test('sections take a PR by its own labels, then by those of its issues; the first that fits', () => {
  const by = rules({
    sections: [
      { title: 'Breaking', labels: ['breaking'] },
      { title: 'Fixes', labels: ['bug', 'breaking'] },
      { title: 'Empty', labels: ['none'] },
    ],
    other: 'More',
    exclude: ['internal'],
  });
  const changes = [
    change({ number: 1, labels: ['bug', 'BREAKING'] }),
    change({ number: 2, labels: ['bug'] }, '', { '#9': ['breaking'] }),
    change({ number: 3, labels: ['docs'] }, '', { '#9': ['other'], '#10': ['Breaking'] }),
    change({ number: 4, labels: ['docs'] }),
    change({ number: 5, labels: ['bug', 'Internal'] }, '## Migration\nx'),
  ];
  const notes = releaseNotes(facts(changes, by));
  const numbers = notes.sections.map(({ title, entries }) => [title, entries.map(({ pr }) => pr)]);
  expect(numbers).toEqual([
    ['Breaking', [1, 3]],
    ['Fixes', [2]],
    ['More', [4]],
  ]);
  expect(notes.migration).toEqual([]);
  expect(notes.summary).toBe('4 changes since v1.7.1.');
});

test('thanks go once to each person, and to no bot', () => {
  const changes = [
    change({ number: 1, author: 'dora', timeline: [review('Dan'), review('ci[bot]'), review(null)] }),
    change({ number: 2, author: 'dan', timeline: [review('dora')] }),
    change({ number: 3, author: 'dependabot[bot]' }),
    change({ number: 4, author: null }),
  ];
  expect(releaseNotes(facts(changes)).thanks).toEqual(['dan', 'dora']);
  const odd = change({ number: 1, author: 'a](http://x)' });
  expect(markdown([odd])).not.toContain('Thanks');
});

test('what could not be read is told, and is no empty answer', () => {
  const lost: NotedChange = { ...vouchers, text: unreadable('no permission') };
  const over = { knownIssues: unreadable('GitHub is down @all') };
  expect(releaseNotes(facts([lost], over)).unread).toEqual([
    { what: 'the text of #200', why: 'no permission' },
    { what: 'the known issues', why: 'GitHub is down @all' },
  ]);
  expect(markdown([lost], over)).toContain(
    '### Known issues\n\nThey could not be read: GitHub is down @\u200ball.\n',
  );
});

const template = `# {name} {version}, {date}

{{literally}} by {release-manager}: {summary}

{notable-changes}

## Migration

{migration-steps}

## Known issues

{known-issues}

{thanks}
`;

test('a template', () => {
  const out = {
    subject: { ...facts([]).subject, released: true, date: '2026-11-21', managers: ['rene', 'rita'] },
  };
  expect(markdown([charge], { ...out, knownIssues: found([issue]) }, template)).toBe(`# shop 1.8.0, 2026-11-21

{literally} by rene, rita: One change since v1.7.1; 1 has migration steps.

### Fixes

- Charge once (#230) by dan, closes #220

## Migration

**Charge once (#230)**

1. Stop the worker
2. Run \`up.sql\`

## Known issues

- Wish lists \\<b\\>lie\\</b\\> (#222)

Thanks to @dan, @dora and @quinn.
`);
});

test('a template with nothing to fill in, and what is filled in is no template', () => {
  const over = { subject: { ...facts([]).subject, managers: [] }, summary: 'All of {version} <here>' };
  expect(markdown([], over, template)).toBe(`# shop 1.8.0, a day to come

{literally} by nobody named yet: All of {version} &lt;here>

No changes.

## Migration

None.

## Known issues

None known.
`);
});
