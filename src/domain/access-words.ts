/** How a host says that an account may not, and what its owner does about it (fact 30, and the same over SSH). */
interface AccessWords {
  readonly words: RegExp;
  readonly remedy: string;
}

const credentials =
  'let git log in: gh auth setup-git (HTTPS), or change to an SSH address: git remote set-url origin ADDRESS';

/** The first whose words they are is meant: what says more comes before what is only a number. */
export const accessWords: readonly AccessWords[] = [
  {
    words: /denied to github-actions\[bot\]/,
    remedy: 'give the job `permissions: { contents: write }` in its workflow file',
  },
  {
    words: /has enabled or enforced SAML SSO|SAML enforcement/i,
    remedy: 'authorise the token or SSH key for single sign-on, at the address that GitHub names',
  },
  {
    words: /archived so it is read-only|repository (?:is|was) archived/i,
    remedy: 'ask an admin to unarchive the repository',
  },
  {
    words: /marked as read only|key .*read.only/i,
    remedy: 'let the deploy key write (Settings, Deploy keys), or push with an account of your own',
  },
  {
    words: /IP allow list/i,
    remedy: 'push from an address that the organisation allows, or ask its owner to allow this one',
  },
  {
    words: /Permission to .{1,300}? denied to .+/,
    remedy: 'ask an admin to let that account write, or let git push with another: gh auth switch',
  },
  {
    words: /Write access to repository not granted/,
    remedy: 'give the token that git uses contents: write on this repository',
  },
  {
    words: /Permission denied \([a-z,-]+\)/,
    remedy: 'load an SSH key that is on your account (ssh-add), and try it with: ssh -T git@HOST',
  },
  {
    words: /Repository not found|repository '.+' not found/,
    remedy: 'run: git remote -v; where the address is right, the account that git uses may not see it',
  },
  { words: /Authentication failed for .+/, remedy: credentials },
  { words: /could not read (?:Username|Password) for .+/, remedy: credentials },
  {
    words: /Invalid username or (?:password|token)|Password authentication was removed/i,
    remedy: credentials,
  },
  {
    words: /The requested URL returned error: 401/,
    remedy: credentials,
  },
  {
    words: /The requested URL returned error: 403/,
    remedy: 'give the token or account that git uses contents: write on this repository',
  },
];

/** Whether a line refuses access. */
export const refusesAccess = (line: string): boolean => accessWords.some(({ words }) => words.test(line));

/** What to do about words that refuse access; null where they say nothing of the kind. */
export const accessRemedy = (said: string): string | null =>
  accessWords.find(({ words }) => words.test(said))?.remedy ?? null;
