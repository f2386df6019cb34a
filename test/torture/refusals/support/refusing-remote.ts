import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RefusedPush } from '../../../support/refused-pushes.ts';
import type { Shop } from '../../../support/rig.ts';

/**
 * What git lets a hook say of a single ref, in the words of a host (git's protocol of `proc-receive`, 2.29): the refs of
 * the table get their reasons, and with them all others of that push the one of an atomic push that failed. A push with
 * none of them is taken.
 */
const hook = `#!/bin/sh
pkt() { printf '%04x%s' $((\${#1} + 4)) "$1"; }
dir=$(dirname "$0")
pkt 'version=1'; printf 0000
refuses=
while read -r old new ref; do
  if grep -q "^$ref	" "$dir/refused"; then refuses=yes; fi
done <"$dir/offered"
while read -r old new ref; do
  if [ -z "$refuses" ]; then pkt "ok $ref"; pkt 'option fall-through'; continue; fi
  reason=$(sed -n "s|^$ref	||p" "$dir/refused")
  pkt "ng $ref \${reason:-atomic transaction failed}"
  said=$dir/said/$(printf %s "$ref" | tr / _)
  if [ -f "$said" ]; then cat "$said" >&2; fi
done <"$dir/offered"
printf 0000
exec cat >/dev/null
`;

/** A hook is asked before all others what it thinks of the whole push: it only writes down what that is. */
const listing = `#!/bin/sh
cat >"$(dirname "$0")/offered"
`;

/** From now on the remote refuses pushes as GitHub does: these refs with their reasons, and with them all others. */
export function refuse(shop: Shop, refused: Readonly<Record<string, RefusedPush>>): void {
  const folder = join(shop.origin, 'hooks');
  mkdirSync(folder, { recursive: true });
  const entries = Object.entries(refused);
  rmSync(join(folder, 'said'), { recursive: true, force: true });
  mkdirSync(join(folder, 'said'));
  const files = {
    'proc-receive': hook,
    'pre-receive': listing,
    refused: entries.map(([ref, { reason }]) => `${ref}\t${reason}\n`).join(''),
    ...Object.fromEntries(
      entries.map(([ref, push]) => [`said/${ref.replaceAll('/', '_')}`, textOf(push, ref)]),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  shop.git(['config', '--replace-all', 'receive.procReceiveRefs', 'refs'], shop.origin);
}

const textOf = ({ said }: RefusedPush, ref: string): string =>
  said(ref)
    .map((line) => `${line}\n`)
    .join('');

/** It takes pushes again. */
export function relent(shop: Shop): void {
  for (const name of ['proc-receive', 'pre-receive'])
    rmSync(join(shop.origin, 'hooks', name), { force: true });
  shop.git(['config', '--unset-all', 'receive.procReceiveRefs'], shop.origin);
}
