#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Other versions of git, out of Debian's archive into a cache folder: nothing is installed, nobody has to be root. Run as
 * a program it gets what is missing and prints a line a version: VERSION TAB FOLDER, where the folder goes in front of
 * PATH. What cannot be had (no network, no apt, no amd64) is said on stderr, and is no failure.
 */

/** Debian's suites. `loader`: their git needs a newer C library than a machine may have, and brings its own. */
const suites = [
  { name: 'bullseye', loader: false },
  { name: 'trixie', loader: true },
  { name: 'forky', loader: true },
  { name: 'sid', loader: true },
  { name: 'experimental', loader: true },
];
const archive = 'http://deb.debian.org/debian';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const cache = process.env.REL_GITS ?? join(homedir(), '.cache/rel-gits');

/**
 * The versions that are in the cache, the oldest first: `version` as git says it, and the folder of its programs.
 * @returns {{ version: string, dir: string }[]}
 */
export function gitsHere() {
  const folders = suites.map(({ name }) => join(cache, name, 'bin'));
  const here = folders.filter((dir) => existsSync(join(dir, 'git')));
  const found = here.map((dir) => ({ dir, version: versionOf(join(dir, 'git')) }));
  return found.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

/** Gets what is not in the cache yet; gives the reason for each suite that could not be had. */
export function getGits() {
  const missing = suites.filter(({ name }) => !existsSync(join(cache, name, 'bin')));
  if (missing.length === 0) return [];
  const work = join(cache, `apt.${process.pid}`);
  try {
    const apt = privateApt(work, missing);
    apt(['update']);
    return missing.flatMap((suite) => reasonOf(suite.name, () => getGit(suite, apt, work)));
  } catch (error) {
    return missing.map(({ name }) => `${name}: ${saidBy(error)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** An apt that has its own lists and knows nothing of what is installed. */
function privateApt(work, wanted) {
  for (const folder of ['lists/partial', 'archives/partial']) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  const sources = join(work, 'sources.list');
  writeFileSync(
    sources,
    wanted.map(({ name }) => `deb [signed-by=${keyring}] ${archive} ${name} main\n`).join(''),
  );
  const options = [
    ...[`Dir::State=${work}`, 'Dir::State::status=/dev/null', `Dir::Cache=${work}`],
    ...[`Dir::Etc::sourcelist=${sources}`, 'Dir::Etc::sourceparts=/dev/null', 'APT::Architecture=amd64'],
    ...[
      'Acquire::Languages=none',
      'Acquire::Retries=1',
      'Acquire::http::Timeout=20',
      'APT::Sandbox::User=root',
    ],
  ].flatMap((option) => ['-o', option]);
  return (args) => execFileSync('apt-get', [...options, '-qq', ...args], { cwd: work, stdio: 'pipe' });
}

function getGit({ name, loader }, apt, work) {
  apt(['download', `git/${name}`, ...(loader ? [`libc6/${name}`] : [])]);
  const root = join(cache, name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (const file of readdirSync(work).filter((each) => each.endsWith('.deb'))) {
    execFileSync('dpkg-deb', ['-x', file, root], { cwd: work, stdio: 'pipe' });
    rmSync(join(work, file));
  }
  for (const folder of ['etc', 'var', 'usr/share'])
    rmSync(join(root, folder), { recursive: true, force: true });
  const bin = join(root, 'bin.new');
  mkdirSync(bin);
  for (const program of readdirSync(join(root, 'usr/lib/git-core'))) wrap(root, bin, program, loader);
  renameSync(bin, join(root, 'bin'));
  versionOf(join(root, 'bin/git'));
}

/**
 * A script that starts a program of git with its own loader and C library, and has it find the others in the same way:
 * git starts itself by name, and whoever starts git may hand no GIT_EXEC_PATH on.
 */
function wrap(root, bin, name, loader) {
  const program = join(root, 'usr/lib/git-core', name);
  if (!statSync(program).isFile() || !isBinary(program)) {
    symlinkSync(program, join(bin, name));
    return;
  }
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  const start = loader
    ? `'${libraries}/ld-linux-x86-64.so.2' --library-path '${libraries}' --argv0 '${name}' '${realpathSync(program)}'`
    : `'${program}'`;
  const lines = [
    '#!/bin/sh',
    `GIT_EXEC_PATH='${join(root, 'bin')}'`,
    'export GIT_EXEC_PATH',
    `exec ${start} "$@"`,
    '',
  ];
  writeFileSync(join(bin, name), lines.join('\n'), { mode: 0o755 });
}

function isBinary(file) {
  const [start, handle] = [Buffer.alloc(4), openSync(file, 'r')];
  readSync(handle, start);
  closeSync(handle);
  return start.toString('latin1') === '\x7fELF';
}

const versionOf = (git) =>
  execFileSync(git, ['version'], { stdio: 'pipe' }).toString().trim().replace('git version ', '');

function reasonOf(name, work) {
  try {
    work();
    return [];
  } catch (error) {
    return [`${name}: ${saidBy(error)}`];
  }
}

const saidBy = (error) =>
  `${error.stderr ?? ''}`.trim().split('\n').at(-1) || `${error.message}`.split('\n')[0];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const reason of getGits()) process.stderr.write(`not tried: git of Debian's ${reason}\n`);
  for (const { version, dir } of gitsHere()) process.stdout.write(`${version}\t${dir}\n`);
}
