import { parse } from 'yaml';

/** What `rel init` found out, or was told. Names of checks may be empty: then no gate asks for any. */
export interface Starter {
  /** OWNER/NAME, or null where there is no GitHub. */
  readonly repository: string | null;
  readonly develop: string;
  readonly production: string;
  /** Who may approve a fix for a train: logins, and teams as ORG/TEAM. */
  readonly qa: { readonly users: readonly string[]; readonly teams: readonly string[] };
  /** The label by which QA approves a PR. */
  readonly qaLabel: string;
  /** The label that says an issue is a bug. */
  readonly bugLabel: string;
  /** The check runs or statuses that must be green before a candidate and a release. */
  readonly checks: readonly string[];
  /** The pattern of release tags: `v{version}`. */
  readonly releaseTag: string;
}

/** Where an editor looks for the schema that `rel schema policy` prints; beside the policy, so of the same rel. */
const schemaFile = '.releaserc.schema.json';

/** The commented text of a first policy, which `rel init` writes. `loadPolicy` accepts it. */
export function starterPolicy(starter: Starter): string {
  const { repository, develop, production, releaseTag } = starter;
  return [
    `# yaml-language-server: $schema=${schemaFile}`,
    `# (for your editor; it finds that file after: rel schema policy > ${schemaFile})`,
    '# The policy of rel. Every key, and several products: .releaserc.example.yaml; with the defaults filled in: rel policy show',
    'version: 1',
    ...(repository === null ? [] : [`repository: ${scalar(repository)}`]),
    '',
    '# Features are merged into `develop`; each train runs on its own `rc` branch; `production` holds what is released.',
    'branches:',
    `  develop: ${scalar(develop)}`,
    `  production: ${scalar(production)}`,
    '  rc: "rc/{version}"',
    '  hotfix: "hotfix/{version}"',
    'tags:',
    `  candidate: ${scalar(`${releaseTag}-rc.{n}`)}`,
    `  release: ${scalar(releaseTag)}`,
    '',
    // Approvals, labels and checks are on GitHub: without it there is nothing they could be read from.
    ...(repository === null
      ? ['# Without GitHub there are no approvals and no gates.', '']
      : people(starter)),
  ].join('\n');
}

function people(starter: Starter): string[] {
  const { qa, qaLabel } = starter;
  const nobody = qa.users.length + qa.teams.length === 0;
  return [
    '# Who may do what: logins and teams (ORG/TEAM).',
    'roles:',
    `  qa: { users: ${flow(qa.users)}, teams: ${flow(qa.teams)} }`,
    '',
    '# A fix is approved by this label or a review, from somebody who holds the role and did not write it.',
    'approvals:',
    `  qa: { role: qa, by: [{ label: ${quoted(qaLabel)} }, { review: true }] }`,
    '',
    '# What `rel pick --approved` brings onto a train: PRs with this label that hold these approvals.',
    'pick:',
    '  select: { label: "rc/{version}" }',
    nobody ? '  requires: []   # name who holds the role qa above, then: [qa]' : '  requires: [qa]',
    '',
    '# What must hold before each stage: cut, pick, candidate, promote, hotfix.',
    'gates:',
    ...gates(starter),
    '',
  ];
}

function gates({ checks, bugLabel }: Starter): string[] {
  const ci = `    - { id: ci, kind: checks, names: ${flow(checks)} }`;
  const bugs = `    - { id: no-open-bugs, kind: issues, labels: ${flow([bugLabel])}, milestone: "{version}" }`;
  if (checks.length === 0) return ['  promote:', bugs];
  return ['  candidate:', ci, '  promote:', ci, bugs, '  hotfix:', ci];
}

/** A text as it may stand behind a key: as it is where YAML reads the same text back, else in quotes. */
const scalar = (text: string): string =>
  /^[A-Za-z0-9][\w./@-]*$/.test(text) && parse(text) === text ? text : quoted(text);

// JSON's quotes are YAML's.
const quoted = (text: string): string => JSON.stringify(text);

const flow = (texts: readonly string[]): string => `[${texts.map(scalar).join(', ')}]`;
