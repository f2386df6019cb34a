import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runInside } from '../../support/inside.ts';
import { scenario } from '../../support/rig.ts';
type P = any;
const cases: Record<string, (p: P) => unknown> = {
  'ref dotdot': (p) => { p.steps[0].moves = [{ ref: 'refs/heads/../main', from: null, to: p.sha }]; },
  'ref option': (p) => { p.steps[0].moves = [{ ref: '--upload-pack=touch', from: null, to: p.sha }]; },
  'ref colon': (p) => { p.steps[0].moves = [{ ref: 'refs/heads/x:refs/heads/main', from: null, to: p.sha }]; },
  'ref star': (p) => { p.steps[0].moves = [{ ref: 'refs/heads/*', from: null, to: p.sha }]; },
  'ref notes': (p) => { p.steps[0].moves = [{ ref: 'refs/notes/x', from: null, to: p.sha }]; },
  'ref pull': (p) => { p.steps[0].moves = [{ ref: 'refs/pull/9/head', from: null, to: p.sha }]; },
  'ledger main': (p) => { p.steps[0].ledger.ref = 'refs/heads/evil'; },
  'ledger tag': (p) => { p.steps[0].ledger.ref = 'refs/tags/evil'; },
  'version dots': (p) => { p.steps[0].ledger.entries[0].version = '..'; },
  'committer newline': (p) => { p.stamp.committer.name = 'a\nparent x'; },
  'committer lt': (p) => { p.stamp.committer.name = 'a <x> 1 +0000\n'; },
  'unknown kind': (p) => { p.steps[0].kind = 'run-shell'; },
  'proto kind': (p) => { p.steps[0].kind = '__proto__'; },
  'command proto': (p) => { p.request.command = '__proto__'; },
  'command dots': (p) => { p.request.command = '../../x'; },
  'product': (p) => { p.stamp.product = '../x'; },
};
scenario('look', async (shop) => {
  const out: string[] = [];
  const file = join(shop.dir, 'plan.json');
  await runInside(['sign-off', '1.8.0', '--as', 'rte', '--dry-run', '--plan-out', file], { cwd: shop.work });
  const plan = readFileSync(file, 'utf8');
  out.push(plan.slice(0, 2500));
  mkdirSync(join(shop.work, '.git/rel'), { recursive: true });
  for (const [name, change] of Object.entries(cases)) {
    const p = JSON.parse(plan); p.sha = shop.tip('devel'); change(p); delete p.sha;
    const before = shop.refs();
    writeFileSync(join(shop.work, '.git/rel/journal.jsonl'), `${JSON.stringify(p)}\n`);
    for (const line of ['continue --dry-run', 'continue']) {
      const said = await runInside(line.split(' '), { cwd: shop.work });
      out.push(`== ${name} ${line}: ${said.exit} ${said.stdout.slice(0, 200).replaceAll('\n', '|')} ## ${said.stderr.slice(0, 300).replaceAll('\n', '|')}`);
    }
    const after = shop.refs();
    for (const k of new Set([...Object.keys(before), ...Object.keys(after)])) if (before[k] !== after[k]) out.push(`   CHANGED ${k} ${before[k]} ${after[k]}`);
    const rm = (await import('node:fs')).rmSync; rm(join(shop.work, '.git/rel'), { recursive: true }); mkdirSync(join(shop.work, '.git/rel'));
    for (const [k, v] of Object.entries(after)) if (before[k] !== v) shop.git(['update-ref', '-d', k], shop.origin);
  }
  writeFileSync('/dev/shm/hh/j.txt', out.join('\n'));
  expect(1).toBe(1);
});
