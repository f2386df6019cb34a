import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const template = `# {name} {version} ({date})

Asked for by {release-manager}. {summary}

{notable-changes}

## What to do before

{migration-steps}

## Known issues

{known-issues}
`;

scenario('release notes: of a train, a release, between two candidates, and by a template', async (shop) => {
  // #231 asks for something before the upgrade, #230 closes a bug, and the mug is sold out for everybody.
  const steps = 'Ask for it.\n\n## Migration\n\n1. Tell <b>@quinn</b>\n2. Run `up.sql`\n\n## Tests\n\nTwo.';
  await shop.github('PATCH', 'pulls/231', { body: steps });
  await shop.github('PATCH', 'pulls/230', { body: 'Closes #220' });
  await shop.github('PATCH', 'issues/246', { labels: ['known-issue'] });

  // The hotfix #240 is out with 1.7.1 already: on 1.8.0 it is nothing to tell.
  const picked = await shop.rel('pick 240 230 231 --into 1.8.0');
  const tagged = await shop.rel('tag-rc 1.8.0');
  expect([picked.exit, tagged.exit]).toEqual([0, 0]);
  const train = await shop.rel('notes');
  expect(train.exit).toBe(0);
  expect(train.stderr).toBe('');
  expect(train.stdout).toBe(`## 1.8.0

7 changes since v1.7.1; 1 has migration steps.

### Features

- Vouchers in the cart (#200) by dora
- Pay by invoice (#205) by dan
- Stock levels (#210) by dina

### Fixes

- Lower the voucher limit for the launch of 1.8 (#225) by dan
- Do not charge twice when the browser retries (#230) by dora, closes #220
- Ask for a postcode (#231) by dan

### Other changes

- Describe the release train (${shop.git('log --format=%h --abbrev=10 -1 --grep=Describe.the v1.8.0-rc.1', shop.origin)})

### Migration steps

**Ask for a postcode (#231)**

1. Tell &lt;b>@\u200bquinn&lt;/b>
2. Run \`up.sql\`

### Known issues

- The mug is sold out, and nobody says so (#246)

### Thanks

Thanks to @dan, @dina, @dora and @quinn.
`);
  const patch = await shop.rel('notes 1.7.1 --json');
  expect(patch.exit).toBe(0);
  expect(patch.json.result).toMatchObject({
    ...{ version: '1.7.1', ref: 'v1.7.1', released: true, since: { ref: 'v1.7.0' }, unread: [] },
    date: expect.stringMatching(/^2026-\d\d-\d\d$/),
    sections: [{ title: 'Fixes', entries: [{ pr: 240, author: 'dora', labels: ['fix', 'picked/1.8.0'] }] }],
  });
  await betweenCandidates(shop);
  await byTemplate(shop);
});

/** Nobody likes the postcode: it is taken back, and the next candidate says so. */
async function betweenCandidates(shop: Shop): Promise<void> {
  const before = ['src/checkout/address.ts', 'test/address.test.ts'].map((path) => {
    return [path, `${shop.git(['show', `v1.8.0-rc.1:${path}`], shop.origin)}\n`] as const;
  });
  const message = `Revert "Ask for a postcode"\n\nThis reverts commit ${shop.tip('rc/1.8.0')}.`;
  shop.commitOnto('rc/1.8.0', Object.fromEntries(before), message);
  const tip = await shop.rel('notes 1.8.0 --since rc.2 --at tip');
  expect(tip.exit).toBe(0);
  expect(tip.stdout).toBe(`## 1.8.0: v1.8.0-rc.2 to rc/1.8.0

No changes since v1.8.0-rc.2; 1 was taken back.

### Taken back

- Ask for a postcode (#231) by dan

### Known issues

- The mug is sold out, and nobody says so (#246)
`);
  const all = await shop.rel('notes 1.8.0 --since 1 --at tip --json');
  expect(all.exit).toBe(0);
  const numbers = (entries: readonly { pr: number }[]) => entries.map(({ pr }) => pr);
  const { sections, takenBack } = all.json.result;
  // Against the first candidate the hotfix came, too; the postcode came and went.
  expect([sections.map((s: { entries: [] }) => numbers(s.entries)), takenBack]).toEqual([[[230, 240]], []]);
  const unknown = await shop.rel('notes 1.8.0 --since rc.7');
  expect(unknown.exit).toBe(2);
  expect(unknown.stderr).toContain('its candidates: v1.8.0-rc.1, v1.8.0-rc.2');
}

/** The team's own form, from a file of develop; a word in it that stands for nothing is told. */
async function byTemplate(shop: Shop): Promise<void> {
  const policy = shop.git('show devel:.releaserc.yaml', shop.origin);
  const rules =
    'notes: { template: docs/notes.md, other: Also, sections: [], knownIssues: { labels: [sold-out] } }';
  const files = { '.releaserc.yaml': `${policy}\n${rules}\n`, 'docs/notes.md': template };
  shop.commitOnto('devel', files, 'How release notes look');
  const notes = await shop.rel('notes 1.7.1');
  expect(notes.exit).toBe(0);
  expect(notes.stdout.replace(/\(2026-\d\d-\d\d\)/, '(DATE)')).toBe(`# shop 1.7.1 (DATE)

Asked for by rafael. One change since v1.7.0.

### Changes

- Refuse expired cards (#240) by dora

## What to do before

None.

## Known issues

None known.
`);
  shop.commitOnto('devel', { 'docs/notes.md': '# {nmae}\n' }, 'Misspell it');
  const bad = await shop.rel('notes 1.7.1');
  expect(bad.exit).toBe(2);
  expect(bad.stderr).toContain('docs/notes.md has the unknown placeholder {nmae}; known: {name}');
}
