import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../docs/mutation.md');

/** Puts the scores of Stryker's reports (one run, or its parts) into docs/mutation.md, between its two marks. */
export function report(files) {
  const mutants = read(files);
  const paths = [...new Set(mutants.map(({ path }) => path))].sort();
  const rows = paths.map((path) =>
    row(`\`${path.replace('src/gates/', '')}\``, mutants, (m) => m.path === path),
  );
  const table = [
    '| | mutants | killed | survived | score | without string literals |',
    '| --- | --- | --- | --- | --- | --- |',
    row('**src/gates**', mutants, () => true),
    ...rows,
  ];
  const text = readFileSync(page, 'utf8');
  const marked = /(<!-- measured -->\n)[\s\S]*(\n<!-- \/measured -->)/;
  writeFileSync(
    page,
    text.replace(marked, (_, start, end) => `${start}${table.join('\n')}${end}`),
  );
}

/** Every mutant; where several reports tell of one file, the last one counts. */
function read(files) {
  const sources = files.flatMap((file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')).files));
  return [...new Map(sources)].flatMap(([path, { mutants }]) =>
    mutants.map(({ mutatorName, status }) => ({ path, mutatorName, status })),
  );
}

const isKilled = ({ status }) => status === 'Killed' || status === 'Timeout';
const isWord = ({ mutatorName }) => mutatorName === 'StringLiteral';

function row(name, mutants, belongs) {
  const own = mutants.filter(belongs);
  const killed = own.filter(isKilled);
  const score = (some) => `${((100 * some.filter(isKilled).length) / (some.length || 1)).toFixed(1)} %`;
  const rest = own.filter((mutant) => !isWord(mutant));
  return `| ${[name, own.length, killed.length, own.length - killed.length, score(own), score(rest)].join(' | ')} |`;
}

if (process.argv[1] === import.meta.filename) report(process.argv.slice(2));
