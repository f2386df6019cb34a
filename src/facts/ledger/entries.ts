import type { LedgerEntry } from '../../domain/ledger.ts';
import type { AddedFile, Uncounted } from '../../domain/ledger-signature.ts';
import { standingIn, takenBackIn } from '../../domain/taken-back.ts';
import { inTime, type LedgerObject, parseLedgerFiles, readLedgerObjects } from '../../git/ledger.ts';
import { ledgerFolder } from '../../git/ledger-paths.ts';
import { type LedgerTrail, readLedgerTrail } from '../../git/ledger-trail.ts';
import type { Repository } from '../../git/repository.ts';
import { type SignatureJudge, signatureJudge } from '../../plans/ledger/signatures.ts';
import type { World } from '../world.ts';

type Ledger = Pick<World, 'repo' | 'ledgerTip' | 'policy'>;

/** An entry that was taken back, and the one that says so. */
export interface TakenBack {
  readonly entry: LedgerEntry;
  readonly undo: LedgerEntry;
}

/** What is on record, oldest first: what counts, what was taken back, and of a signed ledger what does not count. */
export interface LedgerRecord {
  readonly entries: readonly LedgerEntry[];
  readonly takenBack: readonly TakenBack[];
  readonly uncounted: readonly Uncounted[];
}

/** What is on record of a version and counts, oldest first: of the product whose policy the world was read with. */
export const versionEntries = async (ledger: Ledger, version: string): Promise<LedgerEntry[]> => [
  ...(await versionRecord(ledger, version)).entries,
];

/** The same, with what does not count. */
export const versionRecord = (ledger: Ledger, version: string): Promise<LedgerRecord> =>
  ledgerRecord(ledger, version, ledger.policy.product?.name);

/**
 * All that is on record, or what is of one version. In a signed ledger an entry counts by the signature of the commit
 * that added it, and then counts for good: what somebody changed or removed afterwards is as it was signed. What was
 * taken back by an entry that counts does not count any more.
 */
export async function ledgerRecord(
  { repo, ledgerTip, policy }: Ledger,
  version?: string,
  product?: string,
): Promise<LedgerRecord> {
  const here = await readLedgerObjects(repo, ledgerTip, version, product);
  const { signed, keys } = policy.ledger;
  if (!signed || ledgerTip === null) return { ...standing(here.map(({ entry }) => entry)), uncounted: [] };
  const trail = await readLedgerTrail(repo, ledgerTip);
  const folder = version === undefined ? '' : `${ledgerFolder(version, product)}/`;
  const added = trail.added.filter(({ path }) => path.startsWith(folder));
  const judge = signatureJudge(keys, (commit) => trail.places.get(commit));
  return judged([...here, ...(await lost(repo, added, here))], added, { trail, judge });
}

function standing(entries: readonly LedgerEntry[]): Pick<LedgerRecord, 'entries' | 'takenBack'> {
  const takenBack = [...takenBackIn(entries)].map(([entry, undo]) => ({ entry, undo }));
  return { entries: standingIn(entries), takenBack };
}

const nameOf = ({ path, blob }: Pick<LedgerObject, 'path' | 'blob'>): string => `${blob} ${path}`;

/** What was added once and is not there any more as it was. */
async function lost(
  repo: Repository,
  added: readonly AddedFile[],
  here: readonly LedgerObject[],
): Promise<(LedgerObject & { readonly gone: true })[]> {
  const there = new Set(here.map(nameOf));
  const gone = added.filter((file) => !there.has(nameOf(file)));
  const files = await parseLedgerFiles(
    repo,
    gone.map(({ blob }) => blob),
  );
  return gone.flatMap(({ path, blob }) => {
    const file = files.get(blob);
    if (file?.ok !== true || file.value.path !== path) return [];
    return [{ path, blob, entry: file.value.entry, gone: true as const }];
  });
}

async function judged(
  objects: readonly (LedgerObject & { readonly gone?: true })[],
  added: readonly AddedFile[],
  { trail, judge }: { readonly trail: LedgerTrail; readonly judge: SignatureJudge },
): Promise<LedgerRecord> {
  const signatures = await trail.signatures(added.map(({ commit }) => commit));
  const origins = new Map(added.toReversed().map((file) => [nameOf(file), file]));
  const [entries, uncounted]: [LedgerEntry[], Uncounted[]] = [[], []];
  for (const object of objects.toSorted(inTime)) {
    const { entry } = object;
    const origin = origins.get(nameOf(object)) ?? null;
    const signature = signatures.get(origin?.commit ?? '') ?? { kind: 'none' };
    const discount = judge(entry, { added: origin, signature });
    if (discount === null) entries.push(entry);
    else if (object.gone !== true) uncounted.push({ ...discount, entry });
  }
  return { ...standing(entries), uncounted };
}
