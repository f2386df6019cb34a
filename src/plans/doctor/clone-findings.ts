import type { DoctorFinding } from '../../domain/doctor.ts';
import type { CloneFacts, DoctorFacts } from '../../domain/doctor-facts.ts';
import { ok, problem, unknown, warning } from './finding.ts';

/** The machine and the clone: what rel needs before it asks anybody. */
export function cloneFindings({ node, clone }: Pick<DoctorFacts, 'node' | 'clone'>): DoctorFinding[] {
  return [
    gitFinding(clone.git),
    ok({ code: 'node.version', area: 'machine', message: `Node ${node}` }),
    identityFinding(clone),
    signingFinding(clone),
    clone.shallow
      ? problem(
          { code: 'clone.shallow', area: 'clone', message: 'a shallow clone: its history is cut off' },
          {
            means: 'no command that looks into history runs',
            remedy: 'run: git fetch --unshallow (in actions/checkout: fetch-depth: 0)',
          },
        )
      : ok({ code: 'clone.shallow', area: 'clone', message: formOf(clone) }, formMeans(clone)),
    pendingFinding(clone),
  ];
}

function gitFinding(version: string): DoctorFinding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const older = (than: number) => major < 2 || (major === 2 && minor < than);
  const about = { code: 'git.version', area: 'machine', message: `git ${version}` } as const;
  if (older(38))
    return problem(about, {
      means: 'rel merges in memory, which git can do from 2.38 on',
      remedy: 'install git 2.38 or later (https://git-scm.com/downloads)',
    });
  if (!older(50)) return ok(about);
  const slow = older(40)
    ? 'before 2.40 each pick takes a process more'
    : 'from 2.50 on, many merges are one process';
  return ok(about, { means: `it does all that rel needs; ${slow}` });
}

const formOf = ({ bare, partial }: CloneFacts): string =>
  `a ${bare ? 'bare' : 'full'}${partial ? ', partial' : ''} clone`;

const formMeans = ({ partial }: CloneFacts) =>
  partial ? { means: 'file contents are fetched when they are needed, which takes a moment' } : {};

function identityFinding({ identity }: CloneFacts): DoctorFinding {
  if (identity.ok)
    return ok({ code: 'git.identity', area: 'machine', message: `git commits as ${identity.value}` });
  return problem(
    { code: 'git.identity', area: 'machine', message: 'git does not know who you are' },
    {
      means: `rel cannot write commits: ${identity.why}`,
      remedy: 'run: git config user.name "Your Name" && git config user.email you@example.com',
    },
  );
}

function signingFinding({ signing }: CloneFacts): DoctorFinding {
  const about = { code: 'git.signing', area: 'machine' } as const;
  if (!signing.ok)
    return problem(
      { ...about, message: "git's signing settings are wrong" },
      { means: signing.why, remedy: 'run: git config --show-origin --get-regexp "gpg|sign"' },
    );
  const { commits, tags, hasKey } = signing.value;
  if (!commits && !tags) return ok({ ...about, message: 'git signs nothing' });
  const what = commits && tags ? 'commits and tags' : commits ? 'commits' : 'tags';
  if (hasKey) return ok({ ...about, message: `git signs ${what}` });
  return warning(
    { ...about, message: `git signs ${what}, and no key is named` },
    {
      means: 'the program that signs takes the key of your address, if there is one',
      remedy: 'run: git config user.signingKey KEY',
    },
  );
}

function pendingFinding({ pending }: CloneFacts): DoctorFinding {
  if (pending === null)
    return ok({ code: 'clone.pending', area: 'clone', message: 'no interrupted operation' });
  return problem(
    { code: 'clone.pending', area: 'clone', message: pending.message },
    { means: 'no other command that changes something runs in this clone', remedy: pending.remedy },
  );
}

/** What `rel` is told where the ledger is signed and git has no key. */
export function ledgerKeyFinding(isSigned: boolean, { signing }: CloneFacts): DoctorFinding[] {
  if (!isSigned) return [];
  const about = { code: 'ledger.key', area: 'policy' } as const;
  if (signing.ok && signing.value.hasKey)
    return [ok({ ...about, message: 'the ledger is signed, and git has a key' })];
  if (!signing.ok) return [unknown({ ...about, message: 'the ledger is signed' }, { means: signing.why })];
  return [
    problem(
      { ...about, message: 'the ledger is signed (ledger.signed), and git has no key' },
      {
        means: 'nothing can be put on record from here',
        remedy: 'run: git config user.signingKey KEY, with one of ledger.keys',
      },
    ),
  ];
}
