import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Pick, pickInMemory } from '../../src/git/pick.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git, tryGit } from '../support/git-history.ts';
import { change, startingTree, type TreeOperation, treeOperation } from '../support/random-trees.ts';

/** `PARITY_RUNS=1000 npm test -- test/git/parity.test.ts` for a long look. */
const runs = Number(process.env.PARITY_RUNS ?? 20);
const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };

const operations = (most: number): fc.Arbitrary<TreeOperation[]> =>
  fc.array(treeOperation, { minLength: 0, maxLength: most });
const messageLine = fc.constantFrom(
  ...[
    'Fix the cart',
    'Body text  ',
    '',
    '',
    '\t',
    'Signed-off-by: A <a@b.c>',
    'Refs: #12',
    ' continued',
    '# note',
  ],
  ...[
    'Key with space: x',
    '(cherry picked from commit 1234)',
    'Conflicts:',
    '\tpath',
    'é: ü',
    'a\r',
    'a \rb',
    '\r',
    '\v',
    'x:y',
    '-: z',
  ],
);
const message = fc
  .tuple(fc.array(messageLine, { maxLength: 9 }), fc.constantFrom('', '\n', '\n\n'))
  .map(([lines, end]) => lines.join('\n') + end);
const author = fc.constantFrom(
  'Dora Dev <dora@example.com> 1600000000 -0330',
  'Ünï Cødé <u@example.com> 1 +1400',
  'Nobody <> 1700000000 +0000',
);
const story = fc.record({
  start: startingTree,
  target: operations(4),
  before: operations(3),
  source: operations(4),
  /** Makes the target hold the whole change already, so that git finds the pick empty. */
  already: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  shape: fc.constantFrom('plain' as const, 'plain' as const, 'merge' as const, 'root' as const),
  message,
  author,
});

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** The history of a story: `source` is to be picked onto `target`. */
function tell(dir: string, { start, target, before, source, already, shape, ...says }: Story) {
  const parent = change(start, before);
  const files = change(parent, source);
  const onto = already ? change(files, target.slice(0, 1)) : change(start, target);
  const parents = { plain: ['parent'], merge: ['parent', 'start'], root: [] }[shape];
  return buildHistory(dir, [
    { name: 'start', files: start },
    { name: 'parent', parents: ['start'], files: parent },
    { name: 'target', parents: ['start'], files: onto },
    { name: 'source', parents, files, ...says },
  ]);
}

/** What git itself makes of it in a checkout. */
function cherryPick(dir: string, { source, onto }: Pick, isMerge: boolean) {
  // Everything is written anew, since files that stay would keep what the last story's attributes made of them.
  for (const name of readdirSync(dir)) if (name !== '.git') rmSync(join(dir, name), { recursive: true });
  rmSync(join(dir, '.git/index'), { force: true });
  git(dir, ['reset', '--quiet', '--hard', onto]);
  const { code, stdout, stderr } = tryGit(dir, [
    'cherry-pick',
    '-x',
    ...(isMerge ? ['-m', '1'] : []),
    source,
  ]);
  const paths = git(dir, ['ls-files', '-u', '-z', '--full-name']).split('\0').filter(Boolean);
  if (paths.length > 0) {
    // Without the name of the side (`~HEAD`, `~1234567 (Subject)`) where git moved one of two aside.
    const names = paths.map((line) =>
      line.replace(/^[^\t]*\t/, '').replace(/~(HEAD|[0-9a-f]{7,} \(.*\))(_\d+)?$/s, ''),
    );
    return { outcome: 'conflict', paths: [...new Set(names)].sort() };
  }
  if (stderr.includes('The previous cherry-pick is now empty')) return { outcome: 'empty' };
  // A directory rename that puts a file onto another one stops git with nothing unmerged.
  if (code === 1 && /^CONFLICT/m.test(stdout)) return { outcome: 'conflict', paths: [], words: stdout };
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return { outcome: 'picked', ...read(dir, 'HEAD') };
}

/** A commit without what is the committer's. */
function read(dir: string, commit: string) {
  const [head = '', ...rest] = git(dir, ['cat-file', 'commit', commit]).split('\n\n');
  return { head: head.replace(/^committer .*$/m, ''), message: rest.join('\n\n') };
}

describe('a pick in memory', () => {
  test('is what git cherry-pick -x makes in a checkout', async () => {
    const dir = emptyRepository();
    git(dir, ['commit', '--quiet', '--allow-empty', '-m', 'start']);
    const repo = await openRepository(dir);
    const seen: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const names = tell(dir, told);
        const pick = { source: names.source ?? '', onto: names.target ?? '', committer };
        const ours = await pickInMemory(repo, pick);
        const result =
          ours.outcome === 'picked' ? { outcome: ours.outcome, ...read(dir, ours.commit) } : ours;
        const theirs = cherryPick(dir, pick, told.shape === 'merge');
        if ('words' in theirs) {
          expect(ours).toEqual({ outcome: 'conflict', paths: expect.any(Array) });
          for (const path of ours.outcome === 'conflict' ? ours.paths : [])
            expect(theirs.words).toContain(path);
        } else expect(result).toEqual(theirs);
        seen[ours.outcome] = (seen[ours.outcome] ?? 0) + 1;
      }),
      { numRuns: runs, endOnFailure: runs > 60 },
    );
    // A property that never meets a case says nothing about it.
    expect(Object.keys(seen).sort()).toEqual(['conflict', 'empty', 'picked']);
  }, 600_000);
});
