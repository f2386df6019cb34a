import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, makeShop } from './shop.mjs';
import { cherryPick, gitProcesses, mergesOf, mergeTree, pushAlone, relPick, startUp } from './ways.mjs';

/**
 * `npm run bench:pick`: 100 of 200 fixes onto an RC branch, in a repository of 5,000 and of 100,000 files, three ways
 * side by side; writes docs/bench-pick.md. Arguments: other numbers of files (then it only prints).
 */
const top = join(import.meta.dirname, '../..');
const sizes = process.argv.slice(2).map(Number);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (number) => `${Math.round(number)} ms`;
const times = (number) => `${number.toFixed(number < 10 ? 2 : 0)}×`;

async function measure(files) {
  const folder = mkdtempSync(join(tmpdir(), 'rel-bench-'));
  try {
    const [origin, clone, checkout] = ['origin.git', 'clone', 'checkout'].map((name) => join(folder, name));
    const fixes = await makeShop(origin, files);
    const shop = { folder, origin, clone, checkout, fixes, rel: join(top, 'bin/rel.js') };
    git(folder, ['clone', '--quiet', '--no-checkout', origin, clone]);
    git(folder, ['clone', '--quiet', '--branch', 'rc/1.8.0', origin, checkout]);
    const merges = mergesOf(shop);
    const took = { a: [], b: [], dry: [], c: [], push: [], start: [] };
    for (let round = 0; round < rounds; round += 1) {
      took.c.push(mergeTree(shop, merges));
      const { took: b, tree } = relPick(shop);
      took.b.push(b);
      took.push.push(pushAlone(shop));
      took.start.push(startUp(shop));
      took.dry.push(relPick(shop, ['--dry-run']).took);
      took.a.push(cherryPick(shop));
      if (git(checkout, ['rev-parse', 'HEAD^{tree}']) !== tree)
        throw new Error('rel made another tree than git');
    }
    const medians = Object.entries(took).map(([way, numbers]) => [way, median(numbers)]);
    return { files, ...Object.fromEntries(medians), processes: gitProcesses(shop) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(results) {
  const columns = results.map(({ files }) => `${files.toLocaleString('en')} files`);
  const row = (name, value) => `| ${name} | ${results.map(value).join(' | ')} |`;
  const [small, large] = [results[0], results.at(-1)];
  return [
    `| median of ${rounds} | ${columns.join(' | ')} |`,
    `|---|${'---|'.repeat(results.length)}`,
    row('(a) `git cherry-pick -x` of the list, checked out', (r) => ms(r.a)),
    row('(b) `rel pick`, the whole process, push included', (r) => ms(r.b)),
    row('(b) with `--dry-run`: no journal, no push', (r) => ms(r.dry)),
    row('of (b): Node starting, the code of `rel pick` loading', (r) => ms(r.start)),
    row('of (b): `git push` of the commits, by itself', (r) => ms(r.push)),
    row('(c) one `git merge-tree --stdin`, all merges at once', (r) => ms(r.c)),
    row('**(a) / (b)**: how much faster', (r) => times(r.a / r.b)),
    row('(a) / (b) dry run', (r) => times(r.a / r.dry)),
    row('**(b) / (c)**: against the lower bound', (r) => times(r.b / r.c)),
    row('(b) dry run / (c)', (r) => times(r.dry / r.c)),
    row('git processes that (b) starts', (r) => r.processes),
    '',
    `(b) at ${columns.at(-1)} over (b) at ${columns[0]}: **${times(large.b / small.b)}**; dry run ${times(large.dry / small.dry)}.`,
  ].join('\n');
}

const markers = ['<!-- measured -->', '<!-- /measured -->'];

/** Puts the figures where the page has a place for them; what it says of them stays. */
function writeReport(report) {
  const file = join(top, 'docs/bench-pick.md');
  const page = readFileSync(file, 'utf8');
  const [before, rest = ''] = page.split(markers[0]);
  const after = rest.split(markers[1])[1] ?? '\n';
  writeFileSync(file, `${before}${markers[0]}\n${report}${markers[1]}${after}`);
}

const results = [];
for (const files of sizes.length > 0 ? sizes : [5_000, 100_000]) results.push(await measure(files));
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${process.platform}, ${git('.', ['version'])}, Node ${process.version}`;
const report = `${table(results)}\n\n${machine}\n`;
process.stdout.write(report);
if (sizes.length === 0) writeReport(report);
