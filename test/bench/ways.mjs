import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { git } from './shop.mjs';

const committer = ['-c', 'user.name=Rita Rte', '-c', 'user.email=rita@example.com'];

/** Milliseconds that a command takes. Throws where it fails. */
function timed(command, args, { cwd, input = '', env = {} }) {
  const { NODE_EXTRA_CA_CERTS: _, ...own } = process.env; // reading it takes Node longer than rel takes to load
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    input,
    env: { ...own, ...env },
    maxBuffer: 2 ** 30,
  });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stdout}${stderr}`);
  return took;
}

/** (a) `git cherry-pick -x` of the whole list, in a checkout that is there and fresh. */
export function cherryPick({ checkout, fixes }) {
  git(checkout, ['reset', '--quiet', '--hard', 'origin/rc/1.8.0']);
  git(checkout, ['update-index', '--refresh']);
  return timed('git', [...committer, 'cherry-pick', '-x', ...fixes], { cwd: checkout });
}

/** A fresh copy of the clone and its origin, so that no run finds the objects of the one before. */
function fresh({ folder, origin, clone }) {
  const copy = { origin: join(folder, 'run-origin.git'), clone: join(folder, 'run') };
  for (const dir of Object.values(copy)) rmSync(dir, { recursive: true, force: true });
  spawnSync('cp', ['-al', origin, copy.origin]);
  spawnSync('cp', ['-al', clone, copy.clone]);
  git(copy.clone, ['remote', 'set-url', 'origin', copy.origin]);
  return copy;
}

/** (b) `rel pick` of the list: the whole process, from its start to its exit, with the push or without. */
export function relPick(shop, more = [], env = {}) {
  const { clone, origin } = fresh(shop);
  const args = [shop.rel, 'pick', ...shop.fixes, '--into', 'rc/1.8.0', '--yes', ...more];
  const took = timed(process.execPath, args, {
    cwd: clone,
    env: {
      GIT_AUTHOR_NAME: 'Rita Rte',
      GIT_AUTHOR_EMAIL: 'rita@example.com',
      GIT_COMMITTER_NAME: 'Rita Rte',
      GIT_COMMITTER_EMAIL: 'rita@example.com',
      ...env,
    },
  });
  return { took, tree: git(origin, ['rev-parse', 'rc/1.8.0^{tree}']) };
}

/** Of (b): `git push` of what the last run of it has made, to an origin that has none of it yet. */
export function pushAlone({ folder, origin }) {
  const [clone, pushed, to] = ['run', 'run-origin.git', 'push-origin.git'].map((name) => join(folder, name));
  rmSync(to, { recursive: true, force: true });
  spawnSync('cp', ['-al', origin, to]);
  const tip = git(pushed, ['rev-parse', 'rc/1.8.0']);
  const args = ['-c', 'pack.window=0', 'push', '--quiet', '--atomic', to, `${tip}:refs/heads/rc/1.8.0`];
  return timed('git', args, { cwd: clone });
}

/** Of (b): Node starting and the command's code being loaded. */
export const startUp = ({ rel, clone }) => timed(process.execPath, [rel, 'pick', '--help'], { cwd: clone });

/** How many git processes (b) starts, those that git itself starts left out. */
export function gitProcesses(shop) {
  const [log, bin] = [join(shop.folder, 'calls'), join(shop.folder, 'bin')];
  const real = spawnSync('sh', ['-c', 'command -v git']).stdout.toString().trim();
  spawnSync('mkdir', ['-p', bin]);
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\necho "$@" >> '${log}'\nPATH='${process.env.PATH}' exec '${real}' "$@"\n`,
  );
  chmodSync(join(bin, 'git'), 0o755);
  rmSync(log, { force: true });
  relPick(shop, [], { PATH: `${bin}${delimiter}${process.env.PATH}` });
  return readFileSync(log, 'utf8').trim().split('\n').length;
}

/**
 * What (c) is fed: for each fix the target, and the fix with its own parent as the base. Before git 2.40 the base
 * can only be told by commits that have it as their parent, which are made here and do not count.
 */
export function mergesOf({ clone, fixes }) {
  const target = git(clone, ['rev-parse', 'origin/rc/1.8.0^{tree}']);
  const commit = (tree, parents) =>
    git(clone, [...committer, 'commit-tree', '-m', 'side', ...parents.flatMap((p) => ['-p', p]), tree]);
  return fixes
    .map((fix) => {
      const base = commit(`${fix}^^{tree}`, []);
      return `${commit(target, [base])} ${commit(`${fix}^{tree}`, [base])}\n`;
    })
    .join('');
}

/** (c) One `git merge-tree --stdin` fed all merges at once. */
export const mergeTree = ({ clone }, merges) =>
  timed('git', ['merge-tree', '--write-tree', '--stdin'], { cwd: clone, input: merges });
