import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './shop.mjs';

/**
 * `npm run bench:ledger`: `rel log`, `rel log VERSION` and `rel gate` with 10 and with 10,000 entries in the ledger, side
 * by side, in a sandbox with its own remote and GitHub; the entries spread over 100 versions, and all on one.
 * BENCH_ROUNDS: how often. REL: another program to measure.
 */
const rel = process.env.REL ?? join(import.meta.dirname, '../../bin/rel.js');
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const [few, many] = [10, 10_000];

const sha = (n) => n.toString(16).padStart(40, '0');
const atOf = (n) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();

/** What a decision of four gates with five pieces of evidence each rests on: 3 KB, as a promote has. */
const judgement = (n) => ({
  stage: 'candidate',
  sha: sha(n),
  passed: true,
  verdicts: ['build', 'qa', 'bugs', 'soak'].map((gate) => ({
    ...{ gate, kind: 'checks', verdict: 'pass', code: 'checks.passed', remedy: null, actor: null },
    message: `all that ${gate} asks for is there, at ${sha(n)}`,
    evidence: [1, 2, 3].map((k) => ({
      ...{ what: `${gate} ${k} succeeded`, who: 'github-actions', when: atOf(n), sha: sha(n) },
      url: `https://github.com/acme/shop/actions/runs/${n}/job/${k}`,
    })),
  })),
});

/** Half of the entries are decisions with their verdicts, half are sign-offs of people. */
function entryOf(n, version) {
  const id = sha(n).slice(-20);
  const base = { rel: 1, id, at: atOf(n), actor: { login: 'rita', source: 'github' }, version };
  return n % 2 === 0
    ? {
        ...base,
        judgements: [judgement(n)],
        kind: 'candidate',
        branch: 'rc/x',
        sha: sha(n),
        tag: `v${version}-rc.${n}`,
      }
    : {
        ...base,
        judgements: [],
        kind: 'sign-off',
        role: 'qa',
        decision: 'approved',
        sha: sha(n),
        candidate: `rc.${n}`,
      };
}

const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** A sandbox whose remote has this many entries more, an entry a commit, over so many versions. */
function makeShop(folder, entries, versions) {
  const dir = join(folder, `${entries}-${versions}`);
  execFileSync(process.execPath, [rel, 'sandbox', 'create', dir], { stdio: 'ignore' });
  const origin = join(dir, 'origin.git');
  const tip = git(origin, ['for-each-ref', '--format=%(objectname)', 'refs/rel/ledger']);
  const commits = Array.from({ length: entries }, (_, n) => {
    const version = n % versions === 0 ? '1.8.0' : `0.${n % versions}.0`;
    const entry = entryOf(n, version);
    const seconds = Math.floor(Date.parse(entry.at) / 1000);
    const path = `${version}/${entry.at.replaceAll(':', '')}-${entry.kind}-${entry.id}.json`;
    return [
      `commit refs/rel/ledger\nmark :${n + 1}\ncommitter R <r@example.com> ${seconds} +0000\n`,
      data(`${entry.kind} ${version}\n\nRel-Entry: ${entry.id}\n`),
      n === 0 ? (tip === '' ? '' : `from ${tip}\n`) : `from :${n}\n`,
      `M 100644 inline ${path}\n${data(`${JSON.stringify(entry, null, 2)}\n`)}`,
    ].join('');
  });
  git(origin, ['fast-import', '--quiet', '--force'], commits.join(''));
  return join(dir, 'work');
}

function time(work, args) {
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, [rel, ...args], { cwd: work, maxBuffer: 2 ** 30 });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 0 && run.status !== 3) throw new Error(`rel ${args.join(' ')}: ${run.stderr}`);
  return took;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (number) => `${Math.round(number)} ms`;
const commands = [['log'], ['log', '--json'], ['log', '1.8.0'], ['gate', 'promote', '1.8.0']];

function compare(folder, versions) {
  const works = [few, many].map((entries) => makeShop(folder, entries, versions));
  // The first of all runs fetches the entries; the first run of each command after that has no cache.
  const fetched = works.map((work) => time(work, ['gate', 'cut']));
  return [
    `| ${versions === 1 ? 'all on one version' : `over ${versions} versions`} | ${few} | ${many.toLocaleString('en')} | ratio |`,
    '| --- | --- | --- | --- |',
    `| first run of all, with the fetch | ${fetched.map(ms).join(' | ')} | ${(fetched[1] / fetched[0]).toFixed(2)} |`,
    ...commands.map((args) => {
      const took = works.map(() => []);
      for (let round = 0; round < rounds; round++)
        works.forEach((work, at) => {
          took[at].push(time(work, args));
        });
      const [a, b] = took.map((all) => median(all.slice(1)));
      const first = took.map(([one]) => ms(one)).join(', ');
      return `| \`rel ${args.join(' ')}\` (first: ${first}) | ${ms(a)} | ${ms(b)} | **${(b / a).toFixed(2)}** |`;
    }),
  ].join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'rel-bench-'));
try {
  process.stdout.write(`${compare(folder, 100)}\n\n${compare(folder, 1)}\n\n`);
  process.stdout.write(
    `Median of ${rounds - 1} after a first; ${cpus().length} × ${cpus()[0]?.model.trim()}, ${git('.', ['version'])}, Node ${process.version}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
