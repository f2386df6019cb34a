import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { killEverywhere } from './kill-all.ts';

const policy = `version: 1
repository: acme/shop
roles:
  rte: { users: [rita] }
  qa: { users: [quinn] }
  release-manager: { users: [rafael] }
  ops: { users: [omar] }
gates:
  promote:
    - { id: bugs, kind: issues, labels: [bug], waivableBy: [release-manager] }
    - { id: guide, kind: checklist, items: [{ id: backup, text: Back up, role: ops }] }
handOver:
  - { id: to-release, from: qa, to: release-manager }
`;

async function asked(bench: Bench): Promise<void> {
  bench.shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Ask for records');
  writeFileSync(
    join(bench.place.box, 'junit.xml'),
    '<testsuite name="regression"><testcase name="a"/></testsuite>',
  );
}

const story = (line: string, as = 'rita') => ({ line, as, before: asked });

killEverywhere('records', [
  story('sign-off 1.8 --as qa', 'quinn'),
  story('record test-results ../junit.xml --suite regression'),
  story('record deployment 1.8 --environment production --state healthy'),
  story('waive bugs --reason typos --until 2d', 'rafael'),
  story('tick backup', 'omar'),
  story('hand-over to-release', 'quinn'),
  { line: 'verify' },
  { line: 'log 1.8.0', before: (bench) => bench.goes('pick 230 --into 1.8.0') },
  {
    line: 'init --yes --qa quinn',
    before: async ({ place }) => rmSync(join(place.work, '.releaserc.yaml')),
  },
]);
