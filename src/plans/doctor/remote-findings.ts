import type { DoctorFinding } from '../../domain/doctor.ts';
import type { RemoteFacts } from '../../domain/doctor-facts.ts';
import type { RemoteRefs } from '../../domain/git.ts';
import type { Policy } from '../../domain/policy.ts';
import { clashingRef } from '../clashing-ref.ts';
import { ok, problem, unknown, warning } from './finding.ts';
import type { PlannedPush } from './pushes.ts';
import { nameOf } from './rule-findings.ts';

/** The remote: whether it can be read and pushed to, and whether what is there leaves room for what comes. */
export function remoteFindings(remote: RemoteFacts): DoctorFinding[] {
  const { name, by, trouble, url, pushUrl, read } = remote;
  const where = { code: 'remote.url', area: 'remote' } as const;
  if (trouble !== null)
    return [
      problem(
        { ...where, message: trouble.message },
        { means: trouble.why ?? 'rel works on a remote', remedy: trouble.remedy },
      ),
    ];
  if (url === null)
    return [
      problem(
        { ...where, message: `this clone has no remote named ${name}` },
        { means: 'rel works on a remote', remedy: `run: git remote add ${name} URL` },
      ),
    ];
  return [
    ok({ ...where, message: `${name} is ${url}${by === null ? '' : ` (chosen by ${by})`}` }),
    ...(pushUrl === null ? [] : [pushUrlFinding(name, pushUrl)]),
    ...(read.ok ? [headFinding(name, read.value.head)] : [unreadable(name, read.why)]),
    ...(read.ok ? [pushFinding(remote)] : []),
  ];
}

const pushUrlFinding = (name: string, url: string): DoctorFinding =>
  warning(
    { code: 'remote.push-url', area: 'remote', message: `${name} is pushed to at another address: ${url}` },
    {
      means: 'what rel reads there must be what it pushes to: two repositories would never agree',
      remedy: `make sure both are the same repository (git remote get-url --push ${name})`,
    },
  );

const unreadable = (name: string, why: string): DoctorFinding =>
  problem(
    { code: 'remote.read', area: 'remote', message: `${name} cannot be read` },
    { means: `nothing runs: ${why}`, remedy: `run: git ls-remote ${name}, and when that works: rel doctor` },
  );

function headFinding(name: string, head: string | null): DoctorFinding {
  if (head !== null)
    return ok({
      code: 'remote.read',
      area: 'remote',
      message: `${name} answers; its HEAD is ${nameOf(head)}`,
    });
  return warning(
    {
      code: 'remote.head',
      area: 'remote',
      message: `${name} answers, and its HEAD names no branch that is there`,
    },
    {
      means: 'the policy is looked for on devel and develop only',
      remedy: 'set the default branch (GitHub: Settings, General, Default branch)',
    },
  );
}

function pushFinding({ name, push }: RemoteFacts): DoctorFinding {
  const about = { code: 'remote.push', area: 'remote' } as const;
  if (push === null)
    return unknown(
      { ...about, message: `whether ${name} lets you push` },
      { means: 'there is no branch to rehearse it on' },
    );
  if (push.ok) return ok({ ...about, message: `${name} lets you push (rehearsed, nothing was sent)` });
  return problem(
    { ...about, message: `${name} does not let you push` },
    {
      means: `every command that changes something is refused: ${push.why}`,
      remedy: 'run: gh auth login, with an account that may write to the repository (or load your SSH key)',
    },
  );
}

/** What stands where something of rel's would go: a branch is no folder of others (fact 35), a tag is not taken twice. */
export function roomFindings(pushes: readonly PlannedPush[], refs: RemoteRefs): DoctorFinding[] {
  const clashes = pushes.flatMap(({ command, ref }) => {
    const clash = clashingRef(refs, ref);
    return clash === null ? [] : [{ command, ref, clash }];
  });
  const found = new Map(clashes.map((one) => [`${one.ref} ${one.clash}`, one]));
  return [...found.values()].map(({ command, ref, clash }) =>
    problem(
      { code: 'remote.clash', area: 'remote', message: `${nameOf(clash)} is in the way of ${nameOf(ref)}` },
      {
        means: `${command} would be refused: git cannot hold both \`a\` and \`a/b\``,
        remedy: `rename or delete ${nameOf(clash)}, or change the pattern in the policy (branches, tags)`,
        commands: [command],
        ref,
      },
    ),
  );
}

/** The branches that the policy names and that are not there, and the ledger. */
export function branchFindings({ branches, ledger }: Policy, refs: RemoteRefs): DoctorFinding[] {
  const isThere = (name: string) => refs.has(`refs/heads/${name}`);
  const record = refs.has(ledger.ref)
    ? `the ledger is at ${ledger.ref}`
    : `there is no ledger yet at ${ledger.ref}: the first record makes it`;
  return [
    ok({ code: 'ledger.ref', area: 'remote', message: record }, { ref: ledger.ref }),
    ...(isThere(branches.develop)
      ? []
      : [
          problem(
            { code: 'remote.develop', area: 'remote', message: `${branches.develop} is not on the remote` },
            {
              means: 'no train can be cut: the policy names it as its develop branch',
              remedy: `push ${branches.develop}, or correct branches.develop in the policy`,
              commands: ['rel cut-rc'],
            },
          ),
        ]),
    ...(isThere(branches.production)
      ? []
      : [
          warning(
            {
              code: 'remote.production',
              area: 'remote',
              message: `${branches.production} is not on the remote`,
            },
            {
              means: 'the first rel promote creates it; until then there is nothing to cut a hotfix from',
              remedy: 'nothing, if nothing was released yet; else correct branches.production in the policy',
              commands: ['rel promote', 'rel cut-hotfix'],
            },
          ),
        ]),
  ];
}
