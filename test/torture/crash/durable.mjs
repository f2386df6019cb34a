/* global process */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

// What is on disk, for the harness and for the process that it watches: Node 20 reads no TypeScript.

/** What every file held when it was last looked at: most of them never change. */
const known = new Map();

export function durable(box) {
  const files = {};
  walk(box, (path, entry) => {
    const name = relative(box, path);
    if (/^(work\/\.git|origin\.git)\/objects(\/|$)|^origin\.git\/(hooks|info)(\/|$)/.test(name)) return false;
    const content = unlessGone(() => contentOf(name, path, entry));
    if (content !== null) files[named(name)] = content;
    return content !== null;
  });
  return files;
}

/** A process is another one in each run, and is called by its number, or by its number and when it was started. */
const named = (name) =>
  name.startsWith('work/.git/rel/') ? name.replace(/\.\d+$/, '.PID').replace(lockNote, '$1PROCESS') : name;
const lockNote = /((?:^|\/)(?:lock\.)?)\d+-[\w-]+(?=\/|$)/g;

export const digestOf = (value) => digest(JSON.stringify(value));

/** A git that still runs may take a file away while it is looked at. */
function unlessGone(look) {
  try {
    return look();
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Calls `visit` for everything below `dir`; where it says false, what is below that is left out. */
function walk(dir, visit) {
  const entries = unlessGone(() => readdirSync(dir, { withFileTypes: true })) ?? [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (visit(path, entry) && entry.isDirectory()) walk(path, visit);
  }
}

function contentOf(name, path, entry) {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  // What is noted of it grows with each sign of life.
  if (/\/rel\/lock[./]/.test(name)) return `${readFileSync(path).length > 0}`;
  const { ino, size, mtimeMs, ctimeMs } = lstatSync(path);
  const stamp = `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  const before = known.get(path);
  if (before?.stamp === stamp) return before.content;
  const content = /\/worktrees\/[^/]+\/index$/.test(path) ? staged(path) : digest(readFileSync(path));
  known.set(path, { stamp, content });
  return content;
}

/** A worktree's index knows the inodes of its files: what it says of them is asked of git. */
function staged(path) {
  const { PATH } = process.env;
  return digest(
    execFileSync('git', ['ls-files', '--stage', '-t'], {
      env: { PATH, GIT_INDEX_FILE: path, GIT_DIR: join(path, '../../..') },
    }),
  );
}

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 24);
