import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `node test/bench/status.mjs [ROUNDS]`: `rel status` as whole processes, each in a pair with `node -e 0`, in the sandbox
// (with its embedded GitHub, which is of the same process) and in a clone of its origin without any GitHub.
const rounds = Number(process.argv[2] ?? 15);
const rel = join(dirname(fileURLToPath(import.meta.url)), '../../bin/rel.js');
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env; // reading it takes Node longer than rel takes to load

function timed(args, cwd) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function compare(name, args, cwd) {
  timed(args, cwd); // what has to be fetched is fetched once
  const pairs = Array.from({ length: rounds }, () => [timed(['-e', '0'], cwd), timed(args, cwd)]);
  const [node, own] = [0, 1].map((at) => median(pairs.map((pair) => pair[at])));
  const ratio = median(pairs.map(([base, took]) => took / base));
  process.stdout.write(
    `${name}: ${own.toFixed(0)} ms, node -e 0: ${node.toFixed(0)} ms, ratio ${ratio.toFixed(1)}\n`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'rel-bench-'));
try {
  execFileSync(process.execPath, [rel, 'sandbox', 'create', join(folder, 'sandbox')], { env, stdio: 'pipe' });
  const plain = join(folder, 'plain');
  const git = (...args) => execFileSync('git', args, { cwd: plain, stdio: 'pipe' });
  execFileSync('git', [
    'clone',
    '--quiet',
    '--bare',
    join(folder, 'sandbox/origin.git'),
    join(folder, 'far.git'),
  ]);
  execFileSync('git', ['clone', '--quiet', join(folder, 'far.git'), plain], { stdio: 'pipe' });
  writeFileSync(join(plain, '.releaserc.yaml'), 'version: 1\n');
  const who = ['-c', 'user.name=Rita', '-c', 'user.email=rita@example.com'];
  git(...who, 'commit', '--quiet', '-am', 'No GitHub');
  git('push', '--quiet', 'origin', 'HEAD:devel');
  const load = loadavg()[0]?.toFixed(1);
  process.stdout.write(`median of ${rounds} pairs; ${cpus().length} cores, load ${load}\n`);
  compare('rel --version', [rel, '--version'], plain);
  compare('rel status, no GitHub', [rel, 'status'], plain);
  compare('rel status, sandbox', [rel, 'status'], join(folder, 'sandbox/work'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
