/* global process */
import childProcess, { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { stopClock } from '../../support/still-clock.mjs';

// Loaded before everything else of rel (NODE_OPTIONS=--import): finds the points at which it acts, and lets something
// befall it at one of them. Its clock stands still and what it calls random is not, so that two runs are the same.

const real = { ...fs };

/** What is to be done in this run: `Job` in rel.ts. */
let job = {};
/** How often each word was a point. */
let seen = new Map();
/** The points in their order. */
let points = [];
/** From here on nothing can be written. */
let full = false;
let random = 0;
/** How many runs this process has seen. */
let begun = 0;

export function begin(next) {
  job = next;
  stopClock(next.clock === undefined ? null : Date.parse(next.clock));
  seen = new Map();
  points = [];
  full = false;
  random = 0;
  begun += 1;
}

/** Is called at each point. */
let reached = null;
export function atEach(call) {
  reached = call;
}

/** The points of the run since `begin`. */
export const found = () => points;

/** One point: rel has just done, or is about to do, what the word says. The nth of a word has its number behind it. */
function point(word) {
  const nth = (seen.get(word) ?? 0) + 1;
  seen.set(word, nth);
  const name = nth === 1 ? word : `${word} (${nth})`;
  points.push(name);
  if (reached !== null) within(reached);
  if (job.at !== name) return;
  if (job.fate === 'group') process.kill(-process.pid, 'SIGKILL');
  if (job.fate === 'alone') process.kill(process.pid, 'SIGKILL');
  if (job.fate === 'full') fillDisk();
}

/** No byte goes into a file any more, neither of this process nor of the git that it starts. */
function fillDisk() {
  full = true;
  execFileSync('prlimit', ['--pid', `${process.pid}`, '--fsize=0:'], { env: {} });
}

export function emptyDisk() {
  if (full) execFileSync('prlimit', ['--pid', `${process.pid}`, '--fsize=unlimited:'], { env: {} });
  full = false;
}

function requireRoom(call, path) {
  if (!full) return;
  const error = new Error(`ENOSPC: no space left on device, ${call} '${path}'`);
  throw Object.assign(error, { errno: -28, code: 'ENOSPC', syscall: call, path });
}

/** What a file is called in a point's word: the same in every run. */
const nameOf = (file) =>
  basename(String(file))
    .replace(/^((?:lock\.)?)\d+-[\w-]+$/, '$1PROCESS')
    .replace(String(process.pid), 'PID')
    .replace(/^rel-(\w+)-\w{6}$/, 'rel-$1-XXXXXX')
    .replace(/^[0-9a-f]{38,64}(?=$|-|\.)/, 'SHA')
    .replace(/^[0-9a-f]{32}\.json/, 'HASH.json');

/** A call that changes what is on disk: it may find no room, and is a point once it has happened. */
function watch(name, word, { at = 0, needsRoom = true } = {}) {
  const call = real[name];
  fs[name] = (...given) => {
    if (!job.on || inside) return call(...given);
    if (needsRoom) requireRoom(name.replace('Sync', ''), given[at]);
    const answer = within(() => call(...given));
    // A folder that was there is not made.
    if (!(name === 'mkdirSync' && given[1]?.recursive && answer === undefined))
      point(`${word} ${nameOf(given[at])}`);
    return answer;
  };
}

/** What Node calls itself while it does one thing is no thing of its own. */
let inside = false;
function within(work) {
  const before = inside;
  inside = true;
  try {
    return work();
  } finally {
    inside = before;
  }
}

/** A whole folder goes one thing after the other. */
fs.rmSync = (path, options = {}) => {
  if (!job.on || inside) return real.rmSync(path, options);
  const there = real.existsSync(path);
  if (options.recursive && there && real.lstatSync(path).isDirectory()) {
    for (const name of real.readdirSync(path).sort()) {
      within(() => real.rmSync(join(String(path), name), options));
      point(`removed ${nameOf(path)}/${nameOf(name)}`);
    }
  }
  within(() => real.rmSync(path, options));
  if (there) point(`removed ${nameOf(path)}`);
};

const isForWriting = (flags) => (typeof flags === 'string' ? /[wa+]/.test(flags) : (flags ?? 0) !== 0);

fs.openSync = (path, flags, ...rest) => {
  const writes = job.on && !inside && isForWriting(flags);
  if (!writes) return within(() => real.openSync(path, flags, ...rest));
  requireRoom('open', path);
  const goesOn = typeof flags === 'string' && flags.startsWith('a') && real.existsSync(path);
  const fd = within(() => real.openSync(path, flags, ...rest));
  if (!goesOn) point(`opened ${nameOf(path)}`);
  return fd;
};

/** As it is done inside of Node, with the points between. */
fs.writeFileSync = (path, data, options = {}) => {
  if (!job.on || inside || typeof path === 'number') return real.writeFileSync(path, data, options);
  const {
    flag = 'w',
    mode = 0o666,
    flush = false,
    encoding = 'utf8',
  } = typeof options === 'string' ? { encoding: options } : options;
  const fd = fs.openSync(path, flag, mode);
  try {
    requireRoom('write', path);
    const bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data;
    for (let at = 0; at < bytes.length; ) at += real.writeSync(fd, bytes, at);
    point(`wrote ${nameOf(path)}`);
    if (flush) real.fsyncSync(fd);
  } finally {
    real.closeSync(fd);
  }
};

/** The signs of life of a lock's holder come when they come. */
fs.appendFileSync = (path, data, options = {}) => {
  if (!job.on || isSignOfLife(path)) return within(() => real.appendFileSync(path, data, options));
  const given = typeof options === 'string' ? { encoding: options } : options;
  return fs.writeFileSync(path, data, { ...given, flag: 'a' });
};

const isSignOfLife = (path) => /[\\/]lock[\\/][\w-]+$/.test(String(path));

watch('renameSync', 'renamed to', { at: 1 });
watch('mkdirSync', 'made');
watch('mkdtempSync', 'made');
watch('copyFileSync', 'copied to', { at: 1 });
watch('rmdirSync', 'removed', { needsRoom: false });
watch('unlinkSync', 'removed', { needsRoom: false });
watch('truncateSync', 'cut off', { needsRoom: false });

/** The git processes that are to end before rel does. */
const running = new Set();
export const gitIsDone = () => running.size === 0;

/** A git process, by its subcommand: started, and ended before rel hears of it. */
const realSpawn = childProcess.spawn;
childProcess.spawn = (file, args, ...rest) => {
  // What is asked again and again starts and ends when it comes to that, and changes nothing.
  const stays = args.some((arg) => arg.startsWith('--batch-command'));
  if (!job.on || stays) return realSpawn(file, args, ...rest);
  // A write that fails is to be told to git, and not to end it.
  const child = full
    ? realSpawn('sh', ['-c', `trap '' XFSZ; exec "$@"`, 'sh', file, ...args], ...rest)
    : realSpawn(file, args, ...rest);
  const word = `${basename(file)} ${subcommand(args)}`;
  const { emit } = child;
  const run = begun;
  running.add(child);
  child.emit = function (event, ...given) {
    if (event === 'exit' && run === begun) point(`${word} ended`);
    if (event === 'close' || event === 'error') running.delete(child);
    return emit.call(this, event, ...given);
  };
  // Where the state is looked at, which takes a moment, git has not done anything yet.
  if (reached !== null) child.kill('SIGSTOP');
  try {
    point(`${word} started`);
  } finally {
    if (reached !== null) child.kill('SIGCONT');
  }
  return child;
};

function subcommand(args) {
  for (let at = 0; at < args.length; at++) {
    if (args[at] === '-c' || args[at] === '-C') at += 1;
    else if (!args[at].startsWith('-')) return args[at];
  }
  return args.at(-1) ?? '';
}

const realFetch = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  if (!job.on) return realFetch(input, init);
  const url = new URL(typeof input === 'string' ? input : (input.url ?? input));
  const word = `${init?.method ?? 'GET'} ${url.pathname}${url.search}`.replaceAll(/[0-9a-f]{40}/g, 'SHA');
  point(`${word} sent`);
  const answer = await realFetch(input, init);
  point(`${word} answered`);
  return answer;
};

const realRandom = crypto.randomBytes;
crypto.randomBytes = (size, ...rest) => {
  if (job.seed === undefined || rest.length > 0) return realRandom(size, ...rest);
  random += 1;
  return crypto.createHash('shake256', { outputLength: size }).update(`${job.seed} ${random}`).digest();
};

syncBuiltinESMExports();

if (process.env.REL_CRASH !== undefined) {
  begin({ ...JSON.parse(process.env.REL_CRASH), on: true });
  delete process.env.REL_CRASH;
  delete process.env.NODE_OPTIONS;
  if (job.terminal) for (const stream of [process.stdin, process.stderr]) stream.isTTY = true;
}
