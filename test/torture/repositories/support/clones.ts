import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, tryGit } from '../../../support/git-history.ts';
import type { OddShop } from './odd-shop.ts';
import type { Place } from './story.ts';

/** Makes of the shop's plain clone an odd one; says where rel is to be run. */
export type MakeOdd = (shop: OddShop) => Place;

/** A clone anew, instead of the plain one. */
function cloned({ dir, origin, work }: OddShop, options: readonly string[], to = work): Place {
  rmSync(work, { recursive: true, force: true });
  git(dir, ['clone', '--quiet', ...options, `file://${origin}`, to]);
  return { cwd: to };
}

const checkedOut = ({ work }: OddShop): Place => {
  git(work, ['checkout', '--quiet', 'devel']);
  return { cwd: work };
};

/** Two commits of one's own that conflict with each other, as `mine` and `other`. */
function diverged(shop: OddShop): Place {
  checkedOut(shop);
  for (const name of ['other', 'mine']) {
    git(shop.work, ['checkout', '--quiet', '-B', name, 'devel']);
    writeFileSync(join(shop.work, 'src/plain.txt'), `${name}\n`);
    git(shop.work, ['commit', '--quiet', '-m', name, '--', 'src/plain.txt']);
  }
  return { cwd: shop.work };
}

const inFolder =
  (name: string) =>
  (shop: OddShop): Place => {
    const folder = join(shop.dir, name);
    mkdirSync(folder);
    return cloned(shop, ['--no-checkout'], join(folder, 'work'));
  };

/** Ways of having a clone; in each of them rel does the very same. */
export const worktrees: Readonly<Record<string, MakeOdd>> = {
  'a linked worktree of the RC branch': ({ dir, work }) => {
    git(work, ['worktree', 'add', '--quiet', join(dir, 'linked'), 'rc/1.0.0']);
    return { cwd: join(dir, 'linked') };
  },
  'the main worktree, with the RC branch checked out in another one': ({ dir, work }) => {
    git(work, ['worktree', 'add', '--quiet', join(dir, 'linked'), 'rc/1.0.0']);
    return { cwd: work };
  },
  'a locked worktree, and one whose folder is gone': ({ dir, work }) => {
    for (const name of ['locked', 'gone'])
      git(work, ['worktree', 'add', '--quiet', '--detach', '--no-checkout', join(dir, name)]);
    git(work, ['worktree', 'lock', join(dir, 'locked')]);
    rmSync(join(dir, 'gone'), { recursive: true });
    return { cwd: work };
  },
  'a bare clone': (shop) => cloned(shop, ['--bare'], join(shop.dir, 'bare.git')),
  'a bare clone with a linked worktree': (shop) => {
    const bare = join(shop.dir, 'bare.git');
    cloned(shop, ['--bare'], bare);
    git(bare, ['worktree', 'add', '--quiet', join(shop.dir, 'linked'), 'rc/1.0.0']);
    return { cwd: join(shop.dir, 'linked') };
  },
  'inside the .git folder': ({ work }) => ({ cwd: join(work, '.git') }),
  'a subfolder': (shop) => ({ cwd: join(checkedOut(shop).cwd, 'src') }),
  'a folder given with -C': ({ dir, work }) => ({ cwd: dir, args: ['-C', work] }),
  'a detached HEAD': ({ work }) => {
    git(work, ['checkout', '--quiet', '--detach', 'HEAD~2']);
    return { cwd: work };
  },
  'a HEAD that is not born': ({ work, origin }) => {
    rmSync(work, { recursive: true });
    mkdirSync(work);
    git(work, ['init', '--quiet']);
    git(work, ['remote', 'add', 'origin', origin]);
    return { cwd: work };
  },
  'a HEAD that points at nothing': ({ work }) => {
    writeFileSync(join(work, '.git/HEAD'), 'ref: refs/heads/none/such\n');
    return { cwd: work };
  },
  'the middle of a rebase': (shop) => {
    diverged(shop);
    tryGit(shop.work, ['rebase', 'other']);
    return { cwd: shop.work };
  },
  'the middle of a merge': (shop) => {
    diverged(shop);
    tryGit(shop.work, ['merge', 'other']);
    return { cwd: shop.work };
  },
  'the middle of a bisect, with a changed index': (shop) => {
    checkedOut(shop);
    git(shop.work, ['bisect', 'start', 'devel', 'devel~3']);
    writeFileSync(join(shop.work, 'src/plain.txt'), 'mine\n');
    git(shop.work, ['add', 'src/plain.txt']);
    return { cwd: shop.work };
  },
  'a clone of a submodule, whose .git is a file': (shop) => {
    rmSync(shop.work, { recursive: true });
    git(shop.dir, ['init', '--quiet', 'super']);
    const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', shop.origin, 'module'];
    git(join(shop.dir, 'super'), add);
    return { cwd: join(shop.dir, 'super/module') };
  },
  'a clone inside another repository': (shop) => {
    git(shop.dir, ['init', '--quiet', 'outer']);
    return cloned(shop, ['--no-checkout'], join(shop.dir, 'outer/inner'));
  },
  'a working tree elsewhere (core.worktree)': ({ dir, work }) => {
    mkdirSync(join(dir, 'elsewhere'));
    git(work, ['config', 'core.worktree', join(dir, 'elsewhere')]);
    return { cwd: join(work, '.git') };
  },
  'a working tree that says it is bare': ({ work }) => {
    git(work, ['config', 'core.bare', 'true']);
    return { cwd: work };
  },
  'a bare clone that says it is not': (shop) => {
    const place = cloned(shop, ['--bare'], join(shop.dir, 'bare.git'));
    git(place.cwd, ['config', 'core.bare', 'false']);
    return place;
  },
  'GIT_DIR and GIT_INDEX_FILE as a hook has them': ({ work }) => ({
    cwd: work,
    env: { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index.other', GIT_PREFIX: '' },
  }),
  'a path with spaces': inFolder('with two spaces'),
  'a path with quotes': inFolder(`it's "quoted" $HOME \`x\``),
  'a path with a line break': inFolder('line\nbreak'),
  'a path with a colon and a backslash': inFolder('a:b\\c'),
  'a path that is not ASCII': inFolder('zażółć-日本-e\u0301'),
  'a path that looks like an option': inFolder('--upload-pack=x'),
};

const corruptFile = (file: string): void => {
  appendFileSync(file, 'rubbish');
};

/** Ways in which objects, refs and caches are kept. */
export const stores: Readonly<Record<string, MakeOdd>> = {
  'one branch only': (shop) => cloned(shop, ['--no-checkout', '--single-branch', '--branch', 'main']),
  'no tags': (shop) => cloned(shop, ['--no-checkout', '--no-tags']),
  'no blobs (--filter=blob:none)': (shop) => cloned(shop, ['--no-checkout', '--filter=blob:none']),
  'no trees (--filter=tree:0)': (shop) => cloned(shop, ['--no-checkout', '--filter=tree:0']),
  'objects of another clone (--shared)': (shop) => cloned(shop, ['--no-checkout', '--shared']),
  'a reference clone (--reference)': (shop) => {
    cpSync(shop.work, join(shop.dir, 'reference'), { recursive: true });
    return cloned(shop, ['--no-checkout', '--reference', join(shop.dir, 'reference')]);
  },
  'a sparse checkout of folders': (shop) => {
    git(shop.work, ['sparse-checkout', 'set', '--cone', 'big']);
    return checkedOut(shop);
  },
  'a sparse checkout of patterns': (shop) => {
    git(shop.work, ['sparse-checkout', 'set', '--no-cone', '/src/*', '!/src/plain.txt']);
    return checkedOut(shop);
  },
  'a sparse index': (shop) => {
    git(shop.work, ['sparse-checkout', 'set', '--cone', '--sparse-index', 'big']);
    return checkedOut(shop);
  },
  'an index of version 4, split': (shop) => {
    checkedOut(shop);
    git(shop.work, ['update-index', '--index-version', '4', '--split-index', '--untracked-cache']);
    return { cwd: shop.work };
  },
  'an index that is rubbish': ({ work }) => {
    writeFileSync(join(work, '.git/index'), 'rubbish');
    return { cwd: work };
  },
  'a file system monitor that fails': (shop) => {
    checkedOut(shop);
    git(shop.work, ['config', 'core.fsmonitor', '/bin/false']);
    return { cwd: shop.work };
  },
  'packed refs and one pack': ({ work }) => {
    git(work, ['gc', '--quiet']);
    return { cwd: work };
  },
  'replace refs': ({ work, sha }) => {
    git(work, ['replace', sha('plain'), sha('modes')]);
    git(work, ['replace', sha('own'), sha('begin')]);
    return { cwd: work };
  },
  grafts: ({ work, sha }) => {
    writeFileSync(join(work, '.git/info/grafts'), `${sha('plain')} ${sha('own')}\n${sha('names')}\n`);
    return { cwd: work };
  },
  'an outdated commit graph': ({ work, sha }) => {
    git(work, ['commit-graph', 'write', '--stdin-commits'], `${sha('begin')}\n`);
    return { cwd: work };
  },
  'a commit graph that is damaged': ({ work }) => {
    git(work, ['commit-graph', 'write', '--reachable']);
    corruptFile(join(work, '.git/objects/info/commit-graph'));
    return { cwd: work };
  },
  'a multi-pack index and bitmaps that are damaged': ({ work }) => {
    git(work, ['repack', '-adbq']);
    git(work, ['multi-pack-index', 'write', '--bitmap']);
    const packs = join(work, '.git/objects/pack');
    for (const name of readdirSync(packs).filter((each) => /multi-pack-index|bitmap$/.test(each))) {
      git(work, ['config', 'core.multiPackIndex', 'true']);
      rmSync(join(packs, name));
      writeFileSync(join(packs, name), 'rubbish');
    }
    return { cwd: work };
  },
  'tracking refs that are in the way of new ones': ({ work, sha }) => {
    git(work, ['update-ref', '-d', 'refs/remotes/origin/rc/1.0.0']);
    git(work, ['update-ref', '-d', 'refs/remotes/origin/rc/1.1.0']);
    git(work, ['update-ref', 'refs/remotes/origin/rc', sha('begin')]);
    return { cwd: work };
  },
  'tracking refs that are locked': ({ work }) => {
    mkdirSync(join(work, '.git/refs/remotes/origin/rc'), { recursive: true });
    writeFileSync(join(work, '.git/refs/remotes/origin/rc/1.0.0.lock'), '');
    return { cwd: work };
  },
  'local branches and tags of the same names that are elsewhere': ({ work, sha }) => {
    for (const name of ['heads/rc/1.0.0', 'heads/main', 'tags/rc/1.0.0', 'tags/v0.9.0', 'tags/devel'])
      git(work, ['update-ref', `refs/${name}`, sha('modes')]);
    return { cwd: work };
  },
  'a ref that is broken': ({ work }) => {
    writeFileSync(join(work, '.git/refs/heads/broken'), 'rubbish\n');
    return { cwd: work };
  },
};

/** Remotes, and ways of naming one. */
export const remotes: Readonly<Record<string, MakeOdd>> = {
  'a remote whose HEAD points at nothing': ({ origin, work }) => {
    git(origin, ['symbolic-ref', 'HEAD', 'refs/heads/gone']);
    return { cwd: work };
  },
  'a remote whose HEAD is detached': ({ origin, work, sha }) => {
    git(origin, ['update-ref', '--no-deref', 'HEAD', sha('own')]);
    return { cwd: work };
  },
  'branches of a remote that differ by case only': ({ origin, work, sha }) => {
    for (const name of ['RC/1.0.0', 'Devel', 'MAIN'])
      git(origin, ['update-ref', `refs/heads/${name}`, sha('modes')]);
    git(origin, ['pack-refs', '--all']);
    return { cwd: work };
  },
  'rel.remote, beside a fork called origin': ({ dir, origin, work }) => {
    git(dir, ['clone', '--quiet', '--bare', origin, 'fork.git']);
    git(work, ['remote', 'rename', 'origin', 'upstream']);
    git(work, ['remote', 'add', 'origin', join(dir, 'fork.git')]);
    git(work, ['config', 'rel.remote', 'upstream']);
    return { cwd: work };
  },
  'a remote of any name, where it is the only one': ({ work }) => {
    git(work, ['remote', 'rename', 'origin', 'up.stream']);
    return { cwd: work };
  },
  'insteadOf, and pushInsteadOf by another way to the same place': ({ origin, work }) => {
    git(work, ['remote', 'set-url', 'origin', 'shop:']);
    git(work, ['config', `url.${origin}.insteadOf`, 'shop:']);
    git(work, ['config', `url.file://${origin}.pushInsteadOf`, 'shop:']);
    return { cwd: work };
  },
  'a mirror, and refspecs that are odd': ({ work }) => {
    git(work, ['config', 'remote.origin.mirror', 'true']);
    git(work, ['config', '--unset-all', 'remote.origin.fetch']);
    git(work, ['config', '--add', 'remote.origin.fetch', '^refs/heads/rc/*']);
    git(work, ['config', '--add', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/x/*']);
    return { cwd: work };
  },
};
