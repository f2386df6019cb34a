import { expect, test } from 'vitest';
import { readNotes } from '../../../src/facts/notes/read-notes.ts';
import { openRepository } from '../../../src/git/repository.ts';
import type { Released } from '../../../src/plans/trains.ts';
import { compareVersions } from '../../../src/plans/versions.ts';
import { buildHistory, emptyRepository, type Snapshot } from '../../support/git-history.ts';
import { worldOf } from '../../support/world.ts';

/** A history whose branches are named as they go; every change writes one line of a file of its own. */
class Shop {
  readonly dir = emptyRepository();
  readonly #tips = new Map<string, { sha: string; files: Snapshot }>();
  readonly #commits = new Map<string, string>();
  readonly #tags = new Map<string, string>();

  constructor() {
    this.#commit('devel', 'Begin', [], { readme: 'shop\n' });
  }

  branch(name: string, from = 'devel'): this {
    this.#tips.set(name, this.#tip(from));
    return this;
  }

  change(branch: string, name: string): this {
    return this.#on(branch, name, { ...this.#tip(branch).files, [name]: `${name}\n` });
  }

  pick(branch: string, name: string, how: '-x' | 'silent' = '-x'): this {
    const line = how === '-x' ? `\n\n(cherry picked from commit ${this.#commits.get(name)})` : '';
    const title = how === '-x' ? name : `${name} by hand`;
    return this.#on(branch, `${title}${line}`, { ...this.#tip(branch).files, [name]: `${name}\n` });
  }

  revert(branch: string, name: string): this {
    const { [name]: _, ...files } = this.#tip(branch).files;
    const message = `Revert "${name}"\n\nThis reverts commit ${this.#commits.get(name)}.`;
    return this.#on(branch, message, files);
  }

  merge(branch: string, from: string, message: string): this {
    const [ours, theirs] = [this.#tip(branch), this.#tip(from)];
    return this.#commit(branch, message, [ours.sha, theirs.sha], { ...ours.files, ...theirs.files });
  }

  squash(branch: string, from: string, message: string): this {
    return this.#on(branch, message, { ...this.#tip(branch).files, ...this.#tip(from).files });
  }

  release(version: string, branch: string): this {
    this.#tags.set(version, this.#tip(branch).sha);
    return this;
  }

  /** The titles in the notes of a version at a branch, and what was taken back; `since` names another commit to count from. */
  async notes(version: string, branch: string, since?: string) {
    const released = [...this.#tags].map(([out, commit]): Released => {
      return { version: out, tag: `v${out}`, commit };
    });
    released.sort((a, b) => compareVersions(a.version, b.version));
    const refs = Object.fromEntries(released.map(({ tag, commit }) => [`refs/tags/${tag}`, commit]));
    const repo = await openRepository(this.dir);
    const world = worldOf(repo, { devel: this.#tip('devel').sha, ...refs }, null, { released });
    const from = since === undefined ? {} : { since: { ref: since, sha: this.#tip(since).sha } };
    const asked = { version, sha: this.#tip(branch).sha, ref: branch, date: null, ...from };
    const read = await readNotes(world, asked);
    if (!read.ok) throw new Error(read.why);
    const titles = read.value.sections.flatMap(({ entries }) => entries.map(({ title }) => title));
    return {
      since: read.value.since?.ref,
      titles,
      takenBack: read.value.takenBack.map(({ title }) => title),
    };
  }

  #tip(branch: string) {
    const tip = this.#tips.get(branch);
    if (tip === undefined) throw new Error(`no branch ${branch}`);
    return tip;
  }

  #on(branch: string, message: string, files: Snapshot): this {
    return this.#commit(branch, message, [this.#tip(branch).sha], files);
  }

  #commit(branch: string, message: string, parents: readonly string[], files: Snapshot): this {
    // A minute passes between any two, so that no two are the same commit and tags have an order.
    const when = `${1_750_000_000 + this.#commits.size * 60} +0000`;
    const who = `Ann <a@b.c> ${when}`;
    const spec = { name: 'c', parents, files, message: `${message}\n`, author: who, committer: who };
    const sha = buildHistory(this.dir, [spec]).c ?? '';
    this.#tips.set(branch, { sha, files });
    const name = message.split('\n', 1)[0] ?? '';
    this.#commits.set(this.#commits.has(name) ? `${name} ${this.#commits.size}` : name, sha);
    return this;
  }
}

/** 1.7.0 is out; 1.8.0 was cut from devel with `a`; `b` came after the cut. */
const shop = () =>
  new Shop().release('1.7.0', 'devel').branch('main').change('devel', 'a').branch('rc').change('devel', 'b');

test('the first release tells all there is, the next what came since', async () => {
  const story = new Shop().change('devel', 'a');
  expect(await story.notes('1.0.0', 'devel')).toMatchObject({ since: undefined, titles: ['Begin', 'a'] });
  story.release('1.0.0', 'devel').change('devel', 'b');
  expect(await story.notes('1.1.0', 'devel')).toMatchObject({ since: 'v1.0.0', titles: ['b'] });
  expect(await story.notes('1.0.0', 'devel')).toMatchObject({ since: undefined });
});

test('what an earlier patch shipped is not repeated, however it came to both', async () => {
  const silent = shop().branch('hotfix', 'main').change('hotfix', 'h').release('1.7.1', 'hotfix');
  expect(await silent.pick('rc', 'h').notes('1.8.0', 'rc')).toMatchObject({ since: 'v1.7.1', titles: ['a'] });
  const byHand = shop().branch('hotfix', 'main').change('hotfix', 'h').release('1.7.1', 'hotfix');
  expect(await byHand.pick('rc', 'h', 'silent').notes('1.8.0', 'rc')).toMatchObject({ titles: ['a'] });
  const next = shop().release('1.8.0', 'rc').pick('rc', 'b').release('1.8.1', 'rc').change('devel', 'c');
  expect(await next.notes('1.8.1', 'rc')).toMatchObject({ since: 'v1.8.0', titles: ['b'] });
  expect(await next.notes('1.9.0', 'devel')).toMatchObject({ since: 'v1.8.1', titles: ['c'] });
});

test('what the patch took back again is new to those who have it', async () => {
  const story = shop().release('1.8.0', 'rc').pick('rc', 'b').release('1.8.1', 'rc').revert('rc', 'b');
  story.release('1.8.2', 'rc').change('devel', 'c');
  expect(await story.notes('1.9.0', 'devel')).toMatchObject({ titles: ['b', 'c'] });
});

test('what was taken back on the way is not told, nor that; what came again is told once', async () => {
  const story = shop().change('devel', 'c').revert('devel', 'b');
  expect(await story.notes('1.8.0', 'devel')).toMatchObject({ titles: ['a', 'c'] });
  expect((await shop().revert('devel', 'b').pick('devel', 'b').notes('1.8.0', 'devel')).titles).toContain(
    'b',
  );
  const shipped = shop().release('1.8.0', 'devel').revert('devel', 'b');
  expect(await shipped.notes('1.9.0', 'devel')).toMatchObject({ titles: ['Revert "b"'] });
});

test('a release that was merged or squashed onto production is no change of the hotfix', async () => {
  const merged = shop().pick('rc', 'b').release('1.8.0', 'rc').merge('main', 'rc', 'Release 1.8.0');
  expect(await merged.change('main', 'h').notes('1.8.1', 'main')).toMatchObject({ titles: ['h'] });
  const squashed = shop().pick('rc', 'b').release('1.8.0', 'rc').squash('main', 'rc', 'Release 1.8.0 (#9)');
  expect(await squashed.change('main', 'h').notes('1.8.1', 'main')).toMatchObject({ titles: ['h'] });
});

test('a merge of production is no change of develop; any other is one, whatever it brought', async () => {
  const story = shop().branch('hotfix', 'main').change('hotfix', 'h').release('1.7.1', 'hotfix');
  story.merge('devel', 'hotfix', 'Merge hotfix 1.7.1').branch('feature').change('feature', 'f');
  story.change('feature', 'g').merge('devel', 'feature', 'Merge the feature');
  expect(await story.notes('1.8.0', 'devel')).toMatchObject({ titles: ['a', 'b', 'Merge the feature'] });
});

test('a release counts from what was out when it was released', async () => {
  const story = shop().release('1.8.0', 'rc').change('devel', 'c').branch('rc9').release('1.9.0', 'rc9');
  story.pick('rc', 'b').release('1.8.1', 'rc');
  expect(await story.notes('1.9.0', 'rc9')).toMatchObject({ since: 'v1.8.0', titles: ['b', 'c'] });
  expect(await story.notes('1.10.0', 'devel')).toMatchObject({ since: 'v1.9.0', titles: [] });
});

test('between two candidates: what came, and what was taken back', async () => {
  const story = shop().change('rc', 'x').branch('rc.1', 'rc').pick('rc', 'b').revert('rc', 'a');
  story.change('rc', 'y').revert('rc', 'y');
  expect(await story.notes('1.8.0', 'rc', 'rc.1')).toEqual({
    since: 'rc.1',
    titles: ['b'],
    takenBack: ['a'],
  });
  expect(await story.notes('1.8.0', 'rc.1')).toMatchObject({ titles: ['a', 'x'], takenBack: [] });
  expect(await story.notes('1.8.0', 'rc')).toMatchObject({ titles: ['x', 'b'], takenBack: [] });
});

test('counted from an older release on demand, with what the patches between brought', async () => {
  const story = shop().branch('v1.7.0', 'main').change('main', 'h').release('1.7.1', 'main');
  story.merge('rc', 'main', 'Merge main');
  expect(await story.notes('1.8.0', 'rc')).toMatchObject({ since: 'v1.7.1', titles: ['a'] });
  expect(await story.notes('1.8.0', 'rc', 'v1.7.0')).toMatchObject({ titles: ['a', 'Merge main'] });
});

test('where nothing was released before, a long history is told from its newest part on', async () => {
  const dir = emptyRepository();
  const at = (n: number) => ({ name: `c${n}`, files: { f: `${n}` }, parents: n === 0 ? [] : [`c${n - 1}`] });
  const names = buildHistory(
    dir,
    Array.from({ length: 502 }, (_, n) => at(n)),
  );
  const sha = (n: number) => names[`c${n}`] ?? '';
  const world = worldOf(await openRepository(dir), { devel: sha(501) }, null);
  const count = async (tip: number) => {
    const read = await readNotes(world, { version: '1.0.0', sha: sha(tip), ref: 'devel', date: null });
    return read.ok ? [read.value.since?.sha, read.value.sections[0]?.entries.length] : read.why;
  };
  expect(await count(499)).toEqual([undefined, 500]);
  expect(await count(501)).toEqual([sha(1), 500]);
});
