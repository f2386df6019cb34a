import type { Command } from 'commander';
import { RelError, type Trouble } from '../domain/errors.ts';
import { versionFolder } from '../domain/facts-path.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { LedgerFinding, LedgerHistory } from '../domain/ledger-history.ts';
import { VerifyResult } from '../domain/results.ts';
import { findAnyTrain } from '../facts/find-train.ts';
import { ledgerHistory, ledgerRewrite } from '../facts/ledger/history.ts';
import { rejudge } from '../facts/ledger/rejudge.ts';
import { signedEntries } from '../facts/ledger/signed-entries.ts';
import { acceptLedger } from '../facts/ledger/watch.ts';
import { ledgerFolder } from '../git/ledger-paths.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { type SignedEntry, signatureFindings } from '../plans/ledger/signature-findings.ts';
import { verifyLedger } from '../plans/ledger/verify.ts';
import { verifyText } from '../view/verify.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { type LedgerAtHand, ledgerAtHand } from './kit/ledger-at-hand.ts';

export const result = VerifyResult;

export function configure(command: Command): void {
  command
    .argument('[version]', "one train's entries; left out: all of them")
    .option(
      '--accept',
      "a rewrite that was meant: from now on the remote's ledger is the one to compare with",
    );
  examples(command, ['rel verify', 'rel verify 1.8.0', 'rel verify --json']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const { globals, options } = invocation;
  const repo = await openRepository(globals.dir);
  const ledger = await ledgerAtHand(invocation, repo);
  const accepted = options.accept === true && ledger.world !== null;
  const history = await ledgerHistory(repo, ledger.tip);
  const rewrite = ledger.lost === null ? null : await ledgerRewrite(repo, ledger.lost, ledger.tip);
  const facts = { ...history, rewrite, refs: ledger.world?.refs ?? null };
  const version = versionOf(invocation, history, ledger);
  const part = { version, product: globals.product ?? null };
  const told = verifyLedger(accepted ? { ...facts, rewrite: null } : facts).filter(concerns(part));
  const { findings: again, ...judged } = await rejudge(repo, history, concerns(part));
  const signed = await signaturesOf(repo, ledger, history, part);
  const findings = [...told, ...signatureFindings(signed ?? []), ...again];
  if (accepted && !globals.dryRun && ledger.world !== null) acceptLedger(ledger.world);
  const found: VerifyResult = {
    version,
    ref: ledger.ref,
    tip: ledger.tip,
    remote: ledger.world !== null,
    entries: countOf(history, part),
    judged,
    ...(signed === null ? {} : { signed: countedOf(signed) }),
    whole: findings.every(({ level }) => level === 'note'),
    findings,
  };
  return {
    result: found,
    warnings: ledger.warnings,
    trouble: found.whole ? null : brokenTrouble(found),
    text: (paint) => verifyText(found, paint),
  };
}

/** Null where the ledger is not signed. */
async function signaturesOf(
  repo: Repository,
  { tip, signers: keys }: LedgerAtHand,
  history: LedgerHistory,
  part: Part,
): Promise<readonly SignedEntry[] | null> {
  const concerned = concerns(part);
  return keys === null ? null : signedEntries(repo, { tip, keys }, history, (entry) => concerned({ entry }));
}

const countedOf = (entries: readonly SignedEntry[]) => ({
  entries: entries.length,
  counted: entries.filter(({ discount }) => discount === null).length,
});

/** The version as the ledger has it; `1.8` is enough where it names one train. Throws `unknown-version`. */
function versionOf(
  { args: [asked], globals: { product } }: Invocation,
  history: LedgerHistory,
  { world }: LedgerAtHand,
): string | null {
  if (asked === undefined) return null;
  if (countOf(history, { version: asked, product: product ?? null }) > 0) return asked;
  if (world !== null) return findAnyTrain(world, asked, 'rel verify').version;
  throw new RelError({
    code: 'unknown-version',
    message: `nothing is on record of ${asked}, as far as this clone knows`,
    remedy: 'run: rel verify, for all of the record',
  });
}

/** The part of the ledger that was asked for; null: all versions, all products. */
interface Part {
  readonly version: string | null;
  readonly product: string | null;
}

/** What is not about one entry concerns every part. */
function concerns(part: Part): (finding: Pick<LedgerFinding, 'entry'>) => boolean {
  return ({ entry }) => entry === null || isFolderOf(part, versionFolder(entry));
}

/** A folder is called as its version, or behind an `@` as its version of a product. */
function isFolderOf({ version, product }: Part, folder: string): boolean {
  const [last = '', owner] = folder.split('@').reverse();
  const ofVersion = version === null || last === ledgerFolder(version);
  return ofVersion && (product === null || owner === ledgerFolder(product));
}

function countOf({ files }: LedgerHistory, { version, product }: Part): number {
  if (version === null && product === null) return files.size;
  const isAsked = ({ entry }: { readonly entry: LedgerEntry }) =>
    (version === null || entry.version === version) && (product === null || entry.product === product);
  return [...files.values()].filter((file) => file.ok && isAsked(file.value)).length;
}

function brokenTrouble({ findings }: VerifyResult): Trouble {
  const broken = findings.filter(({ level }) => level === 'broken');
  const [first] = broken;
  const what = broken.length === 1 ? 'one thing is' : `${broken.length} things are`;
  return {
    code: 'ledger-broken',
    message: `${what} wrong with the ledger`,
    why: first?.message ?? '',
    remedy: first?.remedy ?? 'run: rel verify',
  };
}
