import { type DoctorFinding, type DoctorResult, findingAreas } from '../../domain/doctor.ts';
import type { DoctorFacts } from '../../domain/doctor-facts.ts';
import type { Trouble } from '../../domain/errors.ts';
import { cloneFindings, ledgerKeyFinding } from './clone-findings.ts';
import { problem, unknown } from './finding.ts';
import { githubFindings } from './github-findings.ts';
import { policyFindings } from './policy-findings.ts';
import { type PlannedPush, plannedPushes } from './pushes.ts';
import { branchFindings, remoteFindings, roomFindings } from './remote-findings.ts';
import { ruleFindings } from './rule-findings.ts';

/** Everything that was found, by what it is about, the worst of each first. */
export function diagnose(facts: DoctorFacts): DoctorResult {
  const { github } = facts;
  const pushes = allPushes(facts);
  const refs = facts.remote.read.ok ? facts.remote.read.value.refs : null;
  const findings = [
    ...cloneFindings(facts),
    ...remoteFindings(facts.remote),
    ...(refs === null ? [] : facts.policy.policies.flatMap((policy) => branchFindings(policy, refs))),
    ...(refs === null ? [] : roomFindings(pushes, refs)),
    ...policyFindings(facts.policy),
    ...ledgerKeyFinding(
      facts.policy.policies.some(({ ledger }) => ledger.signed),
      facts.clone,
    ),
    ...githubFindings(facts),
    ...rules(facts, pushes),
  ];
  return {
    ready: findings.every(({ state }) => state !== 'problem'),
    repository: github.repository,
    login: github.login?.ok === true ? github.login.value : null,
    findings: inOrder(once(findings)),
  };
}

/** Every push of every product. */
export function allPushes({
  policy,
  remote,
  github,
}: Pick<DoctorFacts, 'policy' | 'remote' | 'github'>): PlannedPush[] {
  if (!remote.read.ok) return [];
  const { refs } = remote.read.value;
  return policy.policies.flatMap((one) => plannedPushes(one, refs, github.repository !== null));
}

function rules({ github, history, clone }: DoctorFacts, pushes: readonly PlannedPush[]): DoctorFinding[] {
  if (github.rules === null) return [];
  const { rules: read } = github;
  if (!read.ok)
    return [
      unknown(
        { code: 'rules.hidden', area: 'rules', message: 'the rules of the branches and tags' },
        { means: read.why, remedy: read.permission ?? null },
      ),
    ];
  const signs = clone.signing.ok && clone.signing.value.commits;
  const email = clone.identity.ok ? (/<([^>]*)>/.exec(clone.identity.value)?.[1] ?? null) : null;
  return ruleFindings(pushes, { rules: read.value, history, pusher: { signs, email } });
}

/** What several products have in common is one finding. */
const once = (findings: readonly DoctorFinding[]): DoctorFinding[] => [
  ...new Map(findings.map((finding) => [`${finding.code} ${finding.message}`, finding])).values(),
];

const states = ['problem', 'unknown', 'warning', 'ok'];

const inOrder = (findings: readonly DoctorFinding[]): DoctorFinding[] =>
  findings.toSorted(
    (a, b) =>
      findingAreas.indexOf(a.area) - findingAreas.indexOf(b.area) ||
      states.indexOf(a.state) - states.indexOf(b.state),
  );

/** Where git is too old for anything else to be looked at. */
export const oldGit = ({ message, why, remedy }: Trouble): DoctorResult => ({
  ...{ ready: false, repository: null, login: null },
  findings: [problem({ code: 'git.version', area: 'machine', message }, { means: why ?? null, remedy })],
});

/** What the exit code says: 6 where the remote or GitHub did not answer at all, 3 where something stops a release. */
export function doctorTrouble({ ready, findings }: DoctorResult): Trouble | null {
  if (ready) return null;
  const bad = findings.filter(({ state }) => state === 'problem');
  const [first] = bad;
  const silent = bad.find(({ code }) => code === 'remote.read' || code === 'github.unreachable');
  if (silent !== undefined)
    return {
      code: silent.code === 'remote.read' ? 'remote-unreachable' : 'github-unreachable',
      message: `${silent.message}: what hangs on it was not looked at`,
      ...(silent.means === null ? {} : { why: silent.means }),
      remedy: silent.remedy ?? 'run: rel doctor',
    };
  const count = bad.length === 1 ? 'one problem' : `${bad.length} problems`;
  return {
    code: 'not-ready',
    message: `${count} would stop a release`,
    remedy: first?.remedy ?? 'run: rel doctor',
  };
}
