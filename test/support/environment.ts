/**
 * Every test runs in the same bare environment: no user or system git configuration, no token, no colour, and
 * none of the variables that the machine happens to have set.
 */
const isolated: Record<string, string> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Dora Dev',
  GIT_AUTHOR_EMAIL: 'dora@example.com',
  GIT_COMMITTER_NAME: 'Rita Rte',
  GIT_COMMITTER_EMAIL: 'rita@example.com',
  LC_ALL: 'C',
  TZ: 'UTC',
  NO_COLOR: '1',
};
const foreign =
  /^(GIT_|GH_|GITHUB_|REL_|CI$|FORCE_COLOR$|CLICOLOR|NODE_EXTRA_CA_CERTS$|EDITOR$|VISUAL$|PAGER$)/;
for (const name of Object.keys(process.env)) if (foreign.test(name)) delete process.env[name];
Object.assign(process.env, isolated);
