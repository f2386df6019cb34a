import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs git and returns what it prints. */
export const git = (dir, args, input) =>
  execFileSync('git', args, { cwd: dir, maxBuffer: 2 ** 30, ...(input === undefined ? {} : { input }) })
    .toString()
    .trim();

const fixes = 200;
const hot = 20;
/** Twelve files a folder, four folders deep, as in a grown monorepo. */
const pathOf = (n) =>
  `src/area${Math.floor(n / 1728)}/part${Math.floor(n / 144) % 12}/unit${Math.floor(n / 12) % 12}/file${n % 12}.ts`;
/** Lines a file: half under 100, a tenth over 400, as in public repositories (4 KB on average). */
const linesOf = (n) => [30, 40, 60, 70, 90, 100, 130, 180, 280, 500][(n * 7) % 10];
const words =
  'const value return order cart price total stock user import await render batch index error'.split(' ');
const lineOf = (n, at) => {
  const word = (k) => words[(n * 31 + at * 17 + k * 7 + ((n * at) % 13)) % words.length];
  return `${word(1)} ${word(2)}_${at} = ${word(3)}(${word(4)}, ${n}) // ${word(5)} ${word(6)}`;
};

/** A file of the shop with some of its lines changed. Hot files are long, so that their changes do not meet. */
function contentOf(n, changed = new Map()) {
  const count = n < hot ? 600 : linesOf(n);
  return Array.from({ length: count }, (_, at) => changed.get(at) ?? lineOf(n, at))
    .join('\n')
    .concat('\n');
}

/**
 * Makes a bare repository of so many files: `devel` with work of a release (5 % of the files changed, 1 % added, 0.5 %
 * renamed) and then 200 fixes; `rc/1.8.0`, cut before that, with 30 commits of its own. Two thirds of the fixes touch files that nothing else has changed (two each, every
 * fifth adds one); each of the others touches one such file, and one of 20 hot files that devel, the RC branch and
 * other fixes have changed too, far enough from each other to merge cleanly. Returns every second fix.
 */
export async function makeShop(dir, files) {
  git('.', ['init', '--quiet', '--bare', '--initial-branch=devel', dir]);
  const flags = ['-c', 'core.compression=1', 'fast-import', '--quiet', '--date-format=raw'];
  const child = spawn('git', flags, { cwd: dir, stdio: ['pipe', 'inherit', 'inherit'] });
  const write = async (text) => {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  };
  let seconds = 1_700_000_000;
  const commit = (ref, message, from) => {
    seconds += 60;
    const who = `Dora Dev <dora@example.com> ${seconds} +0000`;
    return `commit ${ref}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}\n${from ? `from ${from}\n` : ''}`;
  };
  const put = (path, text) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;

  await write(commit('refs/heads/rc/1.8.0', 'Start'));
  await write(put('.releaserc.yaml', 'version: 1\n'));
  for (let n = 0; n < files; n += 1) await write(put(pathOf(n), contentOf(n)));
  await write(`${commit('refs/heads/devel', 'Work', 'refs/heads/rc/1.8.0')}`);
  const states = Array.from({ length: hot }, () => new Map());
  const edit = (n, at, text) =>
    put(pathOf(n), contentOf(n, states[n]?.set(at, text) ?? new Map([[at, text]])));
  for (let n = 0; n < hot; n += 1) await write(edit(n, 5, 'devel was here'));
  // What fixes touch lies spread over the first half of the files, the other work of devel in the second.
  const half = Math.floor(files / 2);
  for (let n = half; n < files; n += 10) await write(edit(n, 3, 'devel was here'));
  for (let n = half + 1; n < files; n += 50) await write(put(`${pathOf(n)}.new.ts`, contentOf(files + n)));
  for (let n = half + 2; n < files; n += 100) await write(`R ${pathOf(n)} ${pathOf(n)}.moved.ts\n`);
  for (let fix = 0; fix < fixes; fix += 1) {
    await write(commit('refs/heads/devel', `Fix ${fix}`));
    const own = hot + Math.floor((fix * (half - hot)) / fixes);
    await write(edit(own, 20, `fix ${fix}`));
    if (fix % 6 > 1) await write(edit(own + 6, 10, `fix ${fix}`));
    else await write(edit((fix * 7) % hot, 20 + fix * 2, `fix ${fix}`));
    if (fix % 5 === 0) await write(put(pathOf(own).replace('.ts', '.test.ts'), `test of fix ${fix}\n`));
  }
  for (let own = 0; own < 30; own += 1) {
    await write(commit('refs/heads/rc/1.8.0', `Only on the RC branch ${own}`));
    if (own < hot) await write(put(pathOf(own), contentOf(own, new Map([[590, 'the RC branch was here']]))));
    await write(put(pathOf(half + 7 + own * 50), contentOf(half + 7 + own * 50, new Map([[2, 'rc']]))));
  }
  child.stdin.end();
  await once(child, 'close');
  const all = git(dir, ['rev-list', '--reverse', '--grep=^Fix ', 'devel']).split('\n');
  return all.filter((_, at) => at % 2 === 1);
}
