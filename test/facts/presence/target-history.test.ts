import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, test } from 'vitest';
import { type AskedChange, readHistoryForPicks } from '../../../src/facts/presence/target-history.ts';
import type { CommitSpec } from '../../support/git-history.ts';
import { world } from '../../support/git-world.ts';

const plain = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
/** A file with these lines changed; lines 0 and 6 are far enough apart to be told apart. */
const lines = (changed: Readonly<Record<number, string>> = {}) =>
  plain.map((line, at) => changed[at] ?? line).join('\n');
const cart = (changed: Readonly<Record<number, string>>, more: Readonly<Record<string, string>> = {}) => {
  return { cart: lines(changed), notes: 'none', ...more };
};
const fixed = { 3: 'MENDED' };

/** `base`, then the asked change `fix` on one side, and on the other what the test says, ending in `target`. */
async function history(source: readonly CommitSpec[], target: readonly CommitSpec[]) {
  const there = await world([{ name: 'base', files: cart({}) }, ...source, ...target]);
  const ask = async (...asked: readonly (string | [string, number])[]) => {
    const changes = asked.map((named): AskedChange => {
      return typeof named === 'string'
        ? { sha: there.sha(named) }
        : { sha: there.sha(named[0]), pr: named[1] };
    });
    const known = await readHistoryForPicks(there.repo, there.sha(target.at(-1)?.name ?? ''), changes);
    const nameOf = (sha: string) => [...source, ...target].find(({ name }) => there.sha(name) === sha)?.name;
    return changes.map(({ sha }) => {
      const place = known.already(sha);
      return place === null ? `missing; ${known.emptyReason(sha)}` : `${place.how} ${nameOf(place.commit)}`;
    });
  };
  return { ...there, ask };
}

const on = (name: string, parent: string, files: CommitSpec['files'], message = `${name}\n`): CommitSpec => {
  return { name, parents: [parent], files, message };
};
const fix = on('fix', 'base', cart(fixed), 'Mend the cart (#7)\n');
/** Its SHA is the same in every history of this file. */
const fixSha = async () => (await history([fix], [])).sha('fix');
const noted = { notes: 'of 1.8' };

describe('what a target holds, by real content', () => {
  test('a pick whose context was another is there by its PR, with the author kept', async () => {
    const files = cart({ ...fixed, 2: 'other', 4: 'lines' });
    const picked = {
      ...on('pick', 'base', files, 'Mend the cart (#7)\n'),
      author: 'Ann <a@b.c> 1700000000 +0000',
    };
    const { ask } = await history([{ ...fix, author: 'Ann <a@b.c> 1700000000 +0000' }], [picked]);
    expect(await ask(['fix', 7])).toEqual(['PR pick']);
    expect(await ask('fix')).toMatchObject([
      expect.stringMatching(/^missing; .* was the last to touch cart there$/),
    ]);
  });

  test('a cherry-pick without a word is there in other surroundings, and a later version of it is not', async () => {
    const author = 'Ann <a@b.c> 1700000000 +0000';
    const own = on('own', 'base', cart({ 2: 'other', 4: 'lines' }));
    const same = { ...on('copy', 'own', cart({ ...fixed, 2: 'other', 4: 'lines' })), author };
    const other = { ...on('copy', 'own', cart({ 3: 'MENDED BADLY', 2: 'other', 4: 'lines' })), author };
    const ours = { ...fix, author };
    expect(await (await history([ours], [own, same])).ask('fix')).toEqual(['patch-id copy']);
    expect(await (await history([fix], [own, same])).ask('fix')).toMatchObject([
      expect.stringContaining('missing'),
    ]);
    expect(await (await history([ours], [own, other])).ask('fix')).toMatchObject([
      expect.stringContaining('missing'),
    ]);
  });

  test('a PR of several commits is there in one, and one commit is there in several', async () => {
    const two = [on('a', 'base', cart({ 0: 'A' })), on('b', 'a', cart({ 0: 'A', 6: 'B' }, noted))];
    const squashed = [
      on('own', 'base', cart({}), 'own\n'),
      on('both', 'own', cart({ 0: 'A', 6: 'B' }, noted)),
    ];
    const several = await history(two, squashed);
    expect(await several.ask(['a', 7], ['b', 7])).toEqual(['patch-id both', 'patch-id both']);
    expect(await several.ask(['a', 7])).toMatchObject([expect.stringContaining('missing')]);

    const inParts = [
      on('first', 'base', cart({ 0: 'A' })),
      on('second', 'first', cart({ 0: 'A', 6: 'B' }, noted)),
    ];
    const one = await history([on('fix', 'base', cart({ 0: 'A', 6: 'B' }, noted))], inParts);
    expect(await one.ask('fix')).toEqual(['patch-id second']);
    const half = await history([on('fix', 'base', cart({ 0: 'A', 6: 'B' }, noted))], inParts.slice(0, 1));
    expect(await half.ask('fix')).toMatchObject([expect.stringContaining('missing')]);
  });

  test('what was taken back without a word is missing, and there once that was taken back', async () => {
    const pick = on('pick', 'base', cart(fixed), 'Mend\n');
    const undone = on('undone', 'pick', cart({}), 'Tidy up\n');
    expect(await (await history([fix], [pick])).ask('fix')).toEqual(['patch-id pick']);
    expect(await (await history([fix], [pick, undone])).ask('fix')).toMatchObject([
      expect.stringContaining('missing'),
    ]);
    const again = [pick, undone, on('again', 'undone', cart(fixed), 'Tidy up more\n')];
    expect(await (await history([fix], again)).ask('fix')).toEqual(['patch-id pick']);
  });

  test('the same of a pick that was adapted', async () => {
    const adapted = cart({ 3: 'MENDED HERE' });
    const pick = on('pick', 'base', adapted, `Mend\n\n(cherry picked from commit ${await fixSha()})\n`);
    const undone = on('undone', 'pick', cart({}), 'Tidy up\n');
    const again = on('again', 'undone', adapted, 'Tidy up more\n');
    expect(await (await history([fix], [pick])).ask('fix')).toEqual(['provenance pick']);
    expect(await (await history([fix], [pick, undone])).ask('fix')).toMatchObject([
      expect.stringContaining('missing'),
    ]);
    expect(await (await history([fix], [pick, undone, again])).ask('fix')).toEqual(['provenance pick']);
  });

  test('a whole PR that is taken back in one commit is missing', async () => {
    const two = [on('a', 'base', cart({ 0: 'A' })), on('b', 'a', cart({ 0: 'A', 6: 'B' }, noted))];
    const own = { own: 'x' };
    const picks = [
      on('own', 'base', cart({}, own)),
      on('a1', 'own', cart({ 0: 'A' }, own)),
      on('b1', 'a1', cart({ 0: 'A', 6: 'B' }, { ...noted, ...own })),
    ];
    const undone = on('undone', 'b1', cart({}, own), 'Tidy up\n');
    const asked = [['a', 7] as [string, number], ['b', 7] as [string, number]];
    expect(await (await history(two, picks)).ask(...asked)).toEqual(['patch-id a1', 'patch-id b1']);
    expect(await (await history(two, [...picks, undone])).ask(...asked)).toMatchObject([
      expect.stringContaining('missing'),
      expect.stringContaining('missing'),
    ]);
  });

  test('a silent revert counts also on the line that the sources came from', async () => {
    const silent = on('silent', 'fix', cart({}), 'Tidy up\n');
    const later = on('later', 'silent', cart({ 6: 'LATER' }));
    const own = on('own', 'silent', { ...cart({}), notes: 'own' });
    const { ask } = await history([fix, silent, later], [own]);
    expect(await ask('fix', 'later')).toMatchObject([
      expect.stringContaining('missing'),
      expect.stringContaining('missing'),
    ]);
  });

  test('an empty change says so, and what has no trace but the content says who wrote it last', async () => {
    const nothing = on('nothing', 'base', cart({}));
    const { ask, sha } = await history(
      [nothing, on('fix', 'base', cart(fixed))],
      [
        on('other', 'base', cart({ ...fixed, 6: 'MORE' })),
        on('notes', 'other', { ...cart({ ...fixed, 6: 'MORE' }), notes: 'own' }),
      ],
    );
    expect(await ask('nothing', 'fix')).toEqual([
      'missing; it changes no file itself',
      `missing; the branch has all of its content already; ${sha('other').slice(0, 10)} was the last to touch cart there`,
    ]);
  });

  test('a target that touched none of the files costs five git processes at the most, whatever is asked', async () => {
    const fixes = Array.from({ length: 20 }, (_, n) =>
      on(`fix${n}`, n === 0 ? 'base' : `fix${n - 1}`, cart({}, { [`f${n}`]: 'fixed' })),
    );
    const { repo, sha } = await history(fixes, [on('own', 'base', cart({}, { own: 'x' }))]);
    let started = 0;
    const count = () => {
      started += 1;
    };
    subscribe('child_process', count);
    await readHistoryForPicks(
      repo,
      sha('own'),
      fixes.map(({ name }, pr) => ({ sha: sha(name), pr })),
    );
    unsubscribe('child_process', count);
    // What the target lacks, where it left, what it has of its own, the reader of objects, and the changes.
    expect(started).toBeLessThanOrEqual(5);
  });
});
