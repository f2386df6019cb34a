import { expect, test } from 'vitest';
import { withRemote } from '../../src/view/remote-name.ts';

test.each([
  ['run: git ls-remote --tags origin, to see', 'run: git ls-remote --tags upstream, to see'],
  ['(run: git ls-remote origin), or', '(run: git ls-remote upstream), or'],
  ['git push --force origin abc:refs/tags/v1', 'git push --force upstream abc:refs/tags/v1'],
  [
    'git push origin --delete x; git push origin devel',
    'git push upstream --delete x; git push upstream devel',
  ],
  ['git log origin/devel', 'git log upstream/devel'],
  [
    'git merge --allow-unrelated-histories origin/main',
    'git merge --allow-unrelated-histories upstream/main',
  ],
  ['origin, git fetch origin/x, git fetch original', 'origin, git fetch origin/x, git fetch original'],
])('%s', (text, expected) => {
  expect(withRemote(text, 'upstream')).toBe(expected);
  expect(withRemote(text, 'origin')).toBe(text);
});

test('a name that a shell would not take as it stands is left to the person', () => {
  expect(withRemote('git fetch origin', '$(id)')).toBe('git fetch NAME');
});
