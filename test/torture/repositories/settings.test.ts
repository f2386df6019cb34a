import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { git } from '../../support/git-history.ts';
import { figure } from '../support/figures.ts';
import { oddShop } from './support/odd-shop.ts';
import { settings } from './support/settings.ts';
import { type Outcome, planned, tellStory, userState } from './support/story.ts';

let plain: Outcome;

beforeAll(async () => {
  const shop = oddShop();
  plain = await tellStory(shop, { cwd: shop.work });
});

/** Settings as text of a configuration file. */
function configText(all: readonly string[]): string {
  const rows = all.map((setting) => {
    const [, section = '', key = '', value = ''] = /^([^=]+)\.([^.=]+)=(.*)$/.exec(setting) ?? [];
    const [head, ...rest] = section.split('.');
    const name = rest.length === 0 ? head : `${head} "${rest.join('.')}"`;
    return `[${name}]\n\t${key} = ${JSON.stringify(value)}\n`;
  });
  return rows.join('');
}

test.each(settings.map((group, at) => [at + 1, group] as const))(
  'the settings of group %i change nothing of a plan, a pick, a push or the board',
  async (_, group) => {
    const shop = oddShop();
    const global = join(shop.dir, 'gitconfig');
    writeFileSync(global, configText(['user.name=x', 'user.email=x@example.com', ...group]));
    const before = userState(shop);
    const outcome = await tellStory(shop, { cwd: shop.work, env: { GIT_CONFIG_GLOBAL: global } });
    expect(outcome, group.join(' ')).toEqual(plain);
    expect(userState(shop)).toEqual(before);
  },
);

test('a clone that lacks blobs plans the same with all of them, in its own configuration too', async () => {
  const shop = oddShop();
  const place = { cwd: join(shop.dir, 'partial') };
  git(shop.dir, [
    'clone',
    '--quiet',
    '--no-checkout',
    '--filter=blob:none',
    `file://${shop.origin}`,
    'partial',
  ]);
  // What a clone may not have: there git itself ends.
  const fatal = /^(extensions|safe|alias|protocol)\./;
  const all = configText(settings.flat().filter((setting) => !fatal.test(setting)));
  appendFileSync(join(place.cwd, '.git/config'), all);
  const global = join(shop.dir, 'gitconfig');
  writeFileSync(global, all);
  const env = { GIT_CONFIG_GLOBAL: global };
  expect(await planned(shop, { ...place, env })).toEqual(plain.plan);
});

test('no setting is tried twice in one group, and all are on record', () => {
  for (const group of settings) {
    const keys = group.map((setting) => setting.split('=')[0]);
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  }
  figure({
    room: 'repositories',
    what: 'settings of git that may not change a plan, a pick or a push',
    tried: settings.flat().length,
    failures: 0,
  });
});
