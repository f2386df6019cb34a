/** The policy of acme/shop, as it stands on devel: every key of it means something in the demo. */
export const shopPolicy = `# The release train of acme/shop. Read by rel from origin/devel, never from a working tree.
version: 1
repository: acme/shop
branches: { develop: devel, production: main, rc: "rc/{version}", hotfix: "hotfix/{version}" }
tags: { candidate: "v{version}-rc.{n}", release: "v{version}" }

roles:
  rte: { users: [rita] }
  qa: { teams: [acme/qa], users: [quinn] }
  pdm: { users: [paula] }
  ops: { users: [omar] }
  release-manager: { users: [rafael] }

# What makes a change approved. A label counts by who put it on, and only until the PR changes.
approvals:
  rte: { role: rte, by: [{ label: rte-reviewed }, { review: true }] }
  qa: { role: qa, by: [{ label: qa-approved }, { review: true }], notAuthor: true }

# Which fixes \`rel pick --approved\` brings onto an RC branch.
pick:
  select: { label: "rc/{version}" }
  requires: [qa]
  deliver: push
  onConflict: ask

gates:
  cut:
    - { id: features-ready, kind: pull-requests, select: { milestone: "{version}" } }
  promote:
    - { id: ci, kind: checks, names: [build, unit], app: github-actions }
    - { id: no-open-bugs, kind: issues, labels: [bug], milestone: "{version}" }
`;

/** What \`rel sandbox create --from\` commits where a repository has no policy: names only, and nothing that stops. */
export const rehearsalPolicy = (repository: string, develop: string, production: string): string =>
  `# A rehearsal's policy. \`rel policy show\` prints it with every default filled in.
version: 1
repository: ${JSON.stringify(repository)}
branches: { develop: ${JSON.stringify(develop)}, production: ${JSON.stringify(production)} }
roles:
  rte: { users: [you] }
`;
