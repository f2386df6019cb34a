import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import * as history from '../../src/git/history.ts';
import { committerIdentity } from '../../src/git/identity.ts';
import * as ledger from '../../src/git/ledger.ts';
import { mergeInMemory } from '../../src/git/merge.ts';
import * as objects from '../../src/git/objects.ts';
import { pickInMemory } from '../../src/git/pick.ts';
import { pushAtomically } from '../../src/git/push.ts';
import * as remote from '../../src/git/remote.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { commitsTouching } from '../../src/git/touching.ts';
import { treeDifferences } from '../../src/git/tree-entries.ts';
import { buildHistory, emptyRepository, git, temporaryFolder } from '../support/git-history.ts';

const who = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
const attributes = { '.gitattributes': '* merge=union\n' };

/** A clone in the middle of somebody's work: staged, changed and new files, a stash, a config, reflogs. */
function busyClone() {
  const origin = emptyRepository(['--bare']);
  const names = buildHistory(
    origin,
    [
      { name: 'base', files: { f: 'one\n', g: 'x', ...attributes } },
      { name: 'target', parents: ['base'], files: { f: 'one\n', g: 'y', ...attributes } },
      { name: 'source', parents: ['base'], files: { f: 'one\ntwo\n', g: 'x', ...attributes } },
      {
        name: 'clash',
        parents: ['base'],
        files: { f: 'one\n', g: { content: 'g', mode: '120000' }, ...attributes },
      },
    ],
    { 'refs/heads/devel': 'target', 'refs/heads/side': 'source', 'refs/pull/1/head': 'clash' },
  );
  git(origin, ['update-ref', '-d', 'refs/fast-import/tip']);
  const dir = temporaryFolder();
  git(dir, ['clone', '--quiet', origin, '.']);
  writeFileSync(join(dir, 'g'), 'stashed');
  git(dir, ['stash', '--quiet']);
  writeFileSync(join(dir, 'f'), 'staged\n');
  git(dir, ['add', 'f']);
  writeFileSync(join(dir, 'f'), 'changed since\n');
  writeFileSync(join(dir, 'new'), 'untracked');
  return { dir, origin, sha: (name: string) => names[name] ?? '' };
}

/** Every file of the clone with its content, except the objects, which only ever grow. */
function everything(dir: string, but: RegExp = /^$/): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.git/objects/') && !but.test(name))
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha1')
          .update(readFileSync(join(dir, name)))
          .digest('hex')}`,
    );
}

type Sha = (name: string) => string;
const entry = (sha: string): LedgerEntry => ({
  ...{ rel: 1, kind: 'cut', id: 'a', at: '2026-11-21T10:00:00Z', version: '1.0.0', judgements: [] },
  ...{ actor: { login: 'rita', source: 'git' }, branch: 'rc/1.0.0', sha, tag: 'v1.0.0-rc.1' },
});

const calls: Record<string, (repo: Repository, sha: Sha) => Promise<unknown>> = {
  readRemote: (repo) => remote.readRemote(repo, 'origin'),
  remoteUrl: (repo) => remote.remoteUrl(repo, 'origin'),
  fetchObjects: (repo, sha) => remote.fetchObjects(repo, 'origin', [sha('clash')]),
  fetchRefs: (repo) => remote.fetchRefs(repo, 'origin', ['refs/pull/1/head', 'refs/heads/devel']),
  readCommits: (repo, sha) => objects.readCommits(repo, [sha('base')]),
  writeCommit: (repo, sha) => {
    const tree = git(repo.dir, ['rev-parse', `${sha('base')}^{tree}`]).trim();
    return objects.writeCommit(repo, {
      tree,
      parents: [],
      author: who,
      committer: who,
      encoding: null,
      message: 'x',
    });
  },
  writeTag: (repo, sha) =>
    objects.writeTag(repo, { object: sha('base'), name: 'v', tagger: who, message: 'v' }),
  objectsExist: (repo, sha) => objects.objectsExist(repo, [sha('base')]),
  readBlob: (repo, sha) => objects.readBlob(repo, sha('base'), 'f'),
  resolveCommit: (repo) => objects.resolveCommit(repo, 'HEAD'),
  isAncestor: (repo, sha) => history.isAncestor(repo, sha('base'), sha('target')),
  mergeBase: (repo, sha) => history.mergeBase(repo, sha('source'), sha('target')),
  listCommits: (repo, sha) => history.listCommits(repo, { include: [sha('target')] }),
  patchIds: (repo, sha) => history.patchIds(repo, [sha('target')]),
  diffPatchId: (repo, sha) => history.diffPatchId(repo, sha('base'), sha('target')),
  mergeInMemory: (repo, sha) =>
    mergeInMemory(repo, { ours: sha('target'), theirs: sha('source'), attributes: sha('target') }),
  pickInMemory: (repo, sha) =>
    pickInMemory(repo, { source: sha('source'), onto: sha('target'), committer: who }),
  appendToLedger: (repo, sha) =>
    ledger.appendToLedger(repo, { tip: null, entries: [entry(sha('base'))], committer: who }),
  readLedger: (repo, sha) => ledger.readLedger(repo, sha('nothing') || null),
  ledgerHolds: (repo, sha) => ledger.ledgerHolds(repo, sha('base'), entry(sha('base'))),
  committerIdentity: (repo) => committerIdentity(repo),
};

describe('a clone in the middle of work', () => {
  test('is as it was after every function of src/git', async () => {
    const { dir, sha } = busyClone();
    const before = everything(dir);
    const repo = await openRepository(dir);
    for (const [name, call] of Object.entries(calls)) {
      await call(repo, sha);
      expect(everything(dir), name).toEqual(before);
    }
  });

  test('has no more than new tracking refs after a push', async () => {
    const { dir, origin, sha } = busyClone();
    const tracking = /^\.git\/(logs\/)?refs\/remotes\//;
    const before = everything(dir, tracking);
    const moves = [
      { ref: 'refs/heads/devel', from: sha('target'), to: sha('source') },
      { ref: 'refs/heads/rc/1.0', from: null, to: sha('source') },
    ];
    expect(await pushAtomically(await openRepository(dir), 'origin', moves)).toMatchObject({ kind: 'done' });
    expect(everything(dir, tracking)).toEqual(before);
    expect(git(origin, ['rev-parse', 'rc/1.0']).trim()).toBe(sha('source'));
  });

  test('does not lend its index or its checkout to a pick', async () => {
    const { dir, sha } = busyClone();
    const pick = { source: sha('source'), onto: sha('target'), committer: who };
    const first = await pickInMemory(await openRepository(dir), pick);
    writeFileSync(join(dir, '.git/index'), 'broken');
    writeFileSync(join(dir, '.git/HEAD'), 'ref: refs/heads/not-born\n');
    const again = await openRepository(dir);
    expect(await pickInMemory(again, pick)).toEqual(first);
    expect(await treeDifferences(again, sha('base'), sha('source'))).toHaveLength(1);
    expect(await commitsTouching(again, [sha('source')], ['f'])).toEqual([sha('source')]);
  });
});
