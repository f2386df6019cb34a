import { again, RelError, type Trouble, unreadable } from '../domain/errors.ts';
import type { Answer, ErrorEntry } from './answer.ts';
import { knownRefusal } from './known-refusals.ts';
import { isRateLimited } from './patience.ts';
import { rateLimited } from './rate-limit-trouble.ts';
import { cleaned } from './redact.ts';
import type { RunPatience } from './run-patience.ts';

/** What was being done when GitHub answered otherwise than hoped. */
export interface Doing {
  /** In words that follow "could not": `read the team acme/qa`. */
  readonly what: string;
  /** The permission it takes, where GitHub's headers do not say: `contents: write`. */
  readonly needs: string;
  readonly write: boolean;
  readonly host: string;
  readonly hasToken: boolean;
  readonly patience: RunPatience;
}

/** Why the whole command must end with this answer; for a read that may be "not ok", ask `refusal` first. */
export function trouble(answer: Answer, doing: Doing): RelError {
  return new RelError({ ...diagnosis(answer, doing) });
}

function diagnosis(answer: Answer, doing: Doing): Trouble {
  const { status } = answer;
  const message = `could not ${cleaned(doing.what)}: ${told(answer)}`;
  if (status === null || status >= 500) return unreachable(answer, doing, message);
  if (isRateLimited(answer)) {
    const { hasToken, host, patience } = doing;
    const instead = hasToken ? null : `${login(host)} (without a token 60 requests an hour are allowed)`;
    return rateLimited(answer, { message, patience, instead });
  }
  if (!doing.hasToken && (status === 401 || status === 403 || status === 404)) {
    const why = 'no token was found, and GitHub shows this to nobody without one';
    return { code: 'no-token', message, why, remedy: login(doing.host) };
  }
  if (status === 401) {
    const why = 'GitHub does not accept the token: it is wrong, expired or revoked';
    return {
      code: 'github-refused',
      message,
      why,
      remedy: `${login(doing.host)} (GH_TOKEN and GITHUB_TOKEN come first: correct or unset them)`,
    };
  }
  const known = knownRefusal(answer);
  if (known !== null) {
    const { words: _, status: __, remedy, ...told } = known;
    return {
      code: 'github-refused',
      message,
      ...told,
      remedy: known.lasting ? remedy : `${remedy}; then ${again}`,
    };
  }
  const lack = lacking(answer, doing);
  if (lack !== null) {
    return {
      code: 'github-refused',
      message,
      why: lack.why,
      remedy: `${lack.remedy}${inWorkflow(answer, lack)}; then ${again}`,
    };
  }
  return {
    code: 'github-refused',
    message,
    remedy: 'mend what GitHub names, then run the same command again',
  };
}

/** The token of a job gets its rights where the job is written down. */
const inWorkflow = ({ message }: Answer, { permission }: Lack): string =>
  /by integration/i.test(message)
    ? ` (of a job: \`permissions: { ${permission.split(', or ')[0]?.replace(' and ', ', ')} }\` in its workflow)`
    : '';

/** The answer as "not ok" where it only says that this token may not see it or that it is not there, else null. */
export function refusal(answer: Answer, doing: Doing) {
  if (answer.status !== 403 && answer.status !== 404) return null;
  if (isRateLimited(answer) || !doing.hasToken) return null;
  const lack = lacking(answer, doing);
  const why = `could not ${cleaned(doing.what)}: ${told(answer)}`;
  return lack === null ? unreadable(why) : unreadable(`${why} (${lack.why})`, lack.permission);
}

/** What an entry of a GraphQL answer's `errors[]` means for the thing it names. */
export function refusedEntry(error: ErrorEntry, doing: Doing) {
  const why = `could not ${cleaned(doing.what)}: ${cleaned(error.message ?? error.type ?? 'no reason given')}`;
  return isPermission(error) ? unreadable(why, doing.needs) : unreadable(why);
}

const isPermission = ({ type, message = '' }: ErrorEntry): boolean =>
  type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES' || /resource not accessible/i.test(message);

const told = ({ status, message }: Answer): string =>
  status === null
    ? cleaned(message)
    : `GitHub answered ${status}${message === '' ? '' : `: ${cleaned(message)}`}`;

const login = (host: string): string =>
  host === 'github.com' ? 'run: gh auth login' : `run: gh auth login --hostname ${host}`;

function unreachable({ status }: Answer, doing: Doing, message: string): Trouble {
  const unsure = 'it is not known whether GitHub did it before the answer got lost';
  const why = doing.write ? { why: unsure } : {};
  const remedy = doing.write
    ? 'run the same command again: it looks first, and does nothing twice'
    : status === null
      ? `check the network and that ${doing.host} is the right host, then run the same command again`
      : 'wait until GitHub is well again (githubstatus.com), then run the same command again';
  return { code: 'github-unreachable', message, ...why, remedy };
}

interface Lack {
  readonly why: string;
  readonly remedy: string;
  readonly permission: string;
}

/** What the token lacks by the headers of a 403 or 404 (fact 11), else by what the question is known to take. */
function lacking({ status, headers }: Answer, doing: Doing): Lack | null {
  if (status !== 403 && status !== 404) return null;
  const sso = /url=(https:\/\/[^\s;,]+)/.exec(headers['x-github-sso'] ?? '')?.[1];
  if (sso !== undefined) {
    const why = 'the organisation wants the token authorised for its single sign-on';
    return { why, remedy: `authorise the token at ${cleaned(sso)}`, permission: doing.needs };
  }
  const accepted = headers['x-accepted-github-permissions'];
  if (accepted) return lack(permissions(accepted), 'the token lacks a permission');
  const takes = scopes(headers['x-accepted-oauth-scopes']);
  const has = scopes(headers['x-oauth-scopes']);
  if (takes.length > 0 && !takes.some((scope) => has.includes(scope))) {
    const holds = has.length === 0 ? 'no scope' : `the scopes ${has.join(', ')}`;
    return lack(`the scope ${takes.join(' or ')}`, `the token has ${holds}`);
  }
  const why = status === 404 ? 'it does not exist, or the token may not see it' : 'the token may not do this';
  return lack(doing.needs, why);
}

const scopes = (header: string | undefined): string[] =>
  cleaned(header ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');

const lack = (permission: string, why: string): Lack => ({
  permission,
  why: `${why}; needed: ${permission}`,
  remedy: `give the token ${permission}`,
});

/** `contents=write; contents=write,workflows=write` as `contents: write, or contents: write and workflows: write`. */
const permissions = (header: string): string =>
  cleaned(header)
    .split(';')
    .map((all) =>
      all
        .split(',')
        .map((one) => one.trim().replace('=', ': '))
        .join(' and '),
    )
    .join(', or ');
