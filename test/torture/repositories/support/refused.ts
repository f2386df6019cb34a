import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { git, temporaryFolder } from '../../../support/git-history.ts';
import type { OddShop } from './odd-shop.ts';
import type { Place } from './story.ts';

/** A repository that rel cannot work with: how it comes about, what is tried, and what is said. */
export interface Refusal {
  readonly make: (shop: OddShop) => Place;
  /** What is tried; left out: a pick of all that is odd. */
  readonly line?: (shop: OddShop) => string[];
  readonly code: string;
  readonly exit: number;
  /** Something of its message, reason and remedy. */
  readonly says: RegExp;
}

const here = ({ work }: OddShop): Place => ({ cwd: work });
const status = (): string[] => ['status'];
const cut = (): string[] => ['cut-rc', '1.2.0'];

function cloneAnew({ dir, origin, work }: OddShop, options: readonly string[]): Place {
  rmSync(work, { recursive: true, force: true });
  git(dir, ['clone', '--quiet', '--no-checkout', ...options, `file://${origin}`, work]);
  return { cwd: work };
}

const configured =
  (...settings: (readonly [key: string, value: (shop: OddShop) => string])[]) =>
  (shop: OddShop): Place => {
    for (const [key, value] of settings) git(shop.work, ['config', '--add', key, value(shop)]);
    return here(shop);
  };

const origin = (shop: OddShop): string => shop.origin;
const other = ({ dir }: OddShop): string => join(dir, 'other.git');

/** The clone, beside another remote in the old one's place. */
const beside =
  (fill: (remote: string, shop: OddShop) => void, options: readonly string[] = []) =>
  (shop: OddShop): Place => {
    rmSync(shop.origin, { recursive: true });
    mkdirSync(shop.origin);
    git(shop.origin, ['init', '--quiet', '--bare', '--initial-branch=devel', ...options]);
    fill(shop.origin, shop);
    return here(shop);
  };

/** A folder of somebody else's: really, for root; as far as git can tell, for anybody else. */
function foreign(folder: string, place: Place): Place {
  if (process.getuid?.() === 0) {
    chownSync(folder, 65534, 65534);
    return place;
  }
  const [bin, real] = [temporaryFolder(), process.env.PATH ?? ''];
  const script = `#!/bin/sh\nPATH='${real}' GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git "$@"\n`;
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
  return { ...place, env: { PATH: `${bin}${delimiter}${real}` } };
}

/** Does something to the file of an object that a pick needs. */
const object =
  (name: string, change: (file: string) => void) =>
  (shop: OddShop): Place => {
    const sha = git(shop.work, ['rev-parse', name.replace('BASE', shop.sha('begin'))]).trim();
    const file = join(shop.work, '.git/objects', sha.slice(0, 2), sha.slice(2));
    chmodSync(file, 0o644);
    change(file);
    return here(shop);
  };

function brokenPack(shop: OddShop): Place {
  git(shop.work, ['gc', '--quiet']);
  const packs = join(shop.work, '.git/objects/pack');
  for (const name of readdirSync(packs).filter((each) => each.endsWith('.idx'))) {
    chmodSync(join(packs, name), 0o644);
    writeFileSync(join(packs, name), 'rubbish');
  }
  return here(shop);
}

const damaged = { code: 'clone-damaged', exit: 2, says: /git fsck/ };
const shallow = { code: 'shallow-clone', exit: 2, says: /git fetch --unshallow/ };

export const clones: Readonly<Record<string, Refusal>> = {
  'a shallow clone, asked for the board': {
    make: (shop) => cloneAnew(shop, ['--depth=1', '--no-single-branch']),
    line: status,
    ...shallow,
  },
  'a shallow clone, asked for a pick': {
    make: (shop) => cloneAnew(shop, ['--depth=3', '--no-single-branch']),
    ...shallow,
  },
  'a clone of somebody else': {
    make: (shop) => foreign(shop.work, here(shop)),
    line: status,
    ...{ code: 'no-repository', exit: 2, says: /git config --global --add safe\.directory \S+work/ },
  },
  'no repository at all': {
    make: ({ dir }) => ({ cwd: dir }),
    ...{ code: 'no-repository', exit: 2, says: /rel -C DIR status/ },
  },
  'GIT_DIR of another repository': {
    make: (shop) => ({ cwd: shop.work, env: { GIT_DIR: shop.origin } }),
    ...{ code: 'no-repository', exit: 2, says: /rel -C \S+origin\.git/ },
  },
  'no remote': {
    make: (shop) => {
      git(shop.work, ['remote', 'remove', 'origin']);
      return here(shop);
    },
    ...{ code: 'no-remote', exit: 2, says: /git remote add origin URL/ },
  },
  'several remotes, none of them origin': {
    make: (shop) => {
      git(shop.work, ['remote', 'rename', 'origin', 'upstream']);
      return configured(['remote.fork.url', origin])(shop);
    },
    ...{ code: 'no-remote', exit: 2, says: /git config rel\.remote upstream/ },
  },
  'a push to an empty repository beside the one that is read': {
    make: (shop) => {
      git(shop.dir, ['init', '--quiet', '--bare', 'other.git']);
      return configured(['remote.origin.pushurl', other])(shop);
    },
    line: cut,
    ...{ code: 'no-remote', exit: 2, says: /git remote set-url --push origin/ },
  },
  'a push to a fork (pushInsteadOf)': {
    make: (shop) => {
      git(shop.dir, ['clone', '--quiet', '--bare', shop.origin, 'other.git']);
      git(other(shop), ['tag', 'other', 'devel']);
      git(shop.work, ['config', `url.${other(shop)}.pushInsteadOf`, shop.origin]);
      return here(shop);
    },
    ...{ code: 'no-remote', exit: 2, says: /read from .*origin\.git, pushed to .*other\.git/ },
  },
  'a push to two places': {
    make: configured(['remote.origin.pushurl', origin], ['remote.origin.pushurl', origin]),
    ...{ code: 'no-remote', exit: 2, says: /pushes to 2 places/ },
  },
  'an alternate that is gone': {
    make: (shop) => {
      const lender = join(shop.dir, 'lender');
      git(shop.dir, ['clone', '--quiet', '--no-checkout', shop.origin, lender]);
      const place = cloneAnew(shop, ['--reference', lender]);
      rmSync(lender, { recursive: true });
      return place;
    },
    line: status,
    ...{ code: 'clone-damaged', exit: 2, says: /objects\/info\/alternates/ },
  },
  'a blob that is broken': {
    make: object('BASE:src/plain.txt', (file) => writeFileSync(file, 'rubbish')),
    ...damaged,
  },
  'a blob that is lost': { make: object('BASE:src/plain.txt', (file) => rmSync(file)), ...damaged },
  'a tree that is lost': { make: object('BASE:src', (file) => rmSync(file)), ...damaged },
  'a commit that is empty': { make: object('BASE', (file) => writeFileSync(file, '')), ...damaged },
  'a pack whose index is broken': { make: brokenPack, line: status, ...damaged },
  'a promise that nobody keeps': {
    make: (shop) => {
      const place = cloneAnew(shop, ['--filter=blob:none']);
      for (const key of ['promisor', 'partialclonefilter'])
        git(shop.work, ['config', '--unset', `remote.origin.${key}`]);
      return configured(
        ['remote.gone.url', ({ dir }) => join(dir, 'gone.git')],
        ['remote.gone.promisor', () => 'true'],
        // Git itself writes a filter where there is none.
        ['remote.gone.partialCloneFilter', () => 'blob:none'],
      )({ ...shop, work: place.cwd });
    },
    line: status,
    ...{ code: 'remote-unreachable', exit: 6, says: /lacks objects on purpose/ },
  },
};

export const remotes: Readonly<Record<string, Refusal>> = {
  'a remote that is gone': {
    make: (shop) => {
      rmSync(shop.origin, { recursive: true });
      return here(shop);
    },
    line: status,
    ...{ code: 'remote-unreachable', exit: 6, says: /git ls-remote origin/ },
  },
  'a remote of somebody else on this machine': {
    make: (shop) => foreign(shop.origin, here(shop)),
    line: status,
    ...{ code: 'remote-unreachable', exit: 6, says: /safe\.directory/ },
  },
  'a remote with nothing in it': {
    make: beside(() => undefined),
    line: status,
    ...{ code: 'no-policy', exit: 2, says: /rel init/ },
  },
  'a remote with nothing but tags': {
    make: beside((remote, { work }) => git(work, ['push', '--quiet', remote, 'v0.9.0'])),
    line: status,
    ...{ code: 'no-policy', exit: 2, says: /rel init/ },
  },
  'a remote whose develop branch is gone': {
    make: (shop) => {
      git(shop.origin, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
      git(shop.origin, ['update-ref', '-d', 'refs/heads/devel']);
      return here(shop);
    },
    line: status,
    ...{ code: 'unknown-branch', exit: 2, says: /devel is not on the remote/ },
  },
  'a remote of other object names than the clone': {
    make: beside(
      (remote) => {
        const tree = git(remote, ['mktree'], '').trim();
        const who = 'Dora Dev <dora@example.com> 1700000000 +0000';
        const commit = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nx\n`;
        const sha = git(remote, ['hash-object', '-t', 'commit', '-w', '--stdin'], commit).trim();
        git(remote, ['update-ref', 'refs/heads/devel', sha]);
      },
      ['--object-format=sha256'],
    ),
    line: status,
    ...{ code: 'no-remote', exit: 2, says: /by SHA-256, and this clone by SHA-1/ },
  },
  'a submodule that both sides have moved': {
    make: here,
    line: ({ sha }) => ['pick', sha('submodule'), '--into', '1.1'],
    ...{ code: 'conflict', exit: 4, says: /\blib\b/ },
  },
};
