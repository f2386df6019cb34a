import { afterAll, expect } from 'vitest';
import type { DoctorFinding, DoctorResult } from '../../../src/domain/doctor.ts';
import { ruleOfReason } from '../../../src/domain/push-rules.ts';
import { sandboxConnection } from '../../../src/sandbox/connection.ts';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { figure } from '../support/figures.ts';
import { lines, passed, type Row, refused } from './support/rule-rows.ts';

const scenario = scenariosOfRunners();

let [agreed, differed] = [0, 0];
afterAll(() => {
  figure({
    room: 'refusals',
    what: 'rules that rel doctor tells before a push meets them',
    tried: agreed + differed,
    failures: differed,
  });
});

/** Sets the rules of a row, asks the doctor, then runs the command: both must say the same. */
async function agrees(shop: Shop, row: Row): Promise<void> {
  differed += 1;
  await setRules(shop, row);
  const doctor = await shop.program(['doctor', '--json'], {
    cwd: shop.work,
    ...(row.as === undefined ? {} : { env: { GH_TOKEN: `sandbox:${row.as}` } }),
  });
  const found: DoctorResult = JSON.parse(doctor.stdout).result;
  const told = found.findings
    .filter((one) => one.state === 'problem' && one.area === 'rules' && meets(one, row.line))
    .map(({ code }) => code);
  const run = await shop.rel(`${lines[row.line]} --json`);
  const what = `${row.line}: ${row.name}\n${run.stdout}`;
  expect(run.exit, what).toBe(row.kind === null ? 0 : 6);
  const said = String(run.json.error?.why ?? '')
    .split('\n')
    .flatMap((line) => ruleOfReason(line) ?? []);
  const kinds = row.kind === null ? [] : [row.kind];
  expect([...new Set(said)], what).toEqual(kinds);
  expect([...new Set(told)], `${what}\n${doctor.stdout}`).toEqual(kinds.map((kind) => `rule.${kind}`));
  expect([doctor.exit, found.ready], what).toEqual(found.ready && row.kind === null ? [0, true] : [3, false]);
  differed -= 1;
  agreed += 1;
}

/** Whether a finding is about a command. */
const meets = ({ commands }: DoctorFinding, line: string): boolean =>
  commands.includes(`rel ${line}`) || commands.includes('any command');

async function setRules(shop: Shop, { rulesets = [], classic: protection }: Row): Promise<void> {
  const { fetch } = await sandboxConnection(`${shop.dir}/github`);
  const body = JSON.stringify(rulesets);
  const answer = await fetch('http://localhost/_sandbox/rulesets', { method: 'PUT', body });
  if (!answer.ok) throw new Error(await answer.text());
  for (const branch of ['main', 'rc/1.8.0'])
    await shop.github('DELETE', `branches/${branch}/protection`).catch(() => undefined);
  if (protection !== undefined)
    await shop.github('PUT', `branches/${protection[0]}/protection`, protection[1]);
}

/** A shop where nothing but rules can stand against a command. */
async function ready(shop: Shop): Promise<void> {
  shop.commitOnto('devel', { '.releaserc.yaml': 'version: 1\n' }, 'No gates');
  await shop.syncedCandidate();
}

scenario('what the doctor says would be refused is refused, for that rule', async (shop) => {
  await ready(shop);
  const before = shop.refs();
  for (const row of refused) await agrees(shop, row);
  expect(shop.refs()).toEqual(before);
});

for (const row of passed)
  scenario(`what the doctor says nothing against goes through: ${row.line}, ${row.name}`, async (shop) => {
    await ready(shop);
    await agrees(shop, row);
  });
