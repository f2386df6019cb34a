import type { Permission, State, User } from './state.ts';

const ranks: readonly Permission[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** The App that every repository has; it may write, as GITHUB_TOKEN may. */
const actions: User = {
  id: 41898282,
  login: 'github-actions[bot]',
  type: 'Bot',
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

/** The account of a login, whatever its case; null if there is none. */
export function userOf(state: State, login: string): User | null {
  const wanted = login.toLowerCase();
  const known = state.users.find((user) => user.login.toLowerCase() === wanted);
  return known ?? (wanted === actions.login ? actions : null);
}

/** What a login may do; the repository is public, so everybody may read. */
export function permissionOf(state: State, login: string): Permission {
  const given = state.permissions[login];
  if (given !== undefined) return given;
  if (login === state.owner) return 'admin';
  return login === actions.login ? 'write' : 'read';
}

/** Whether a login may do what `needed` allows: read < triage < write < maintain < admin. */
export function may(state: State, login: string | undefined, needed: Permission): boolean {
  if (login === undefined) return needed === 'read';
  return ranks.indexOf(permissionOf(state, login)) >= ranks.indexOf(needed);
}

/** Who a request's Authorization header names: nobody, a user, or a token that nobody has. */
export type Caller = { kind: 'anonymous' } | { kind: 'user'; user: User } | { kind: 'unknown' };

/** Reads `token sandbox:LOGIN`, `Bearer sandbox:LOGIN`, or Basic with that as its password (as git sends it). */
export function callerOf(state: State, authorization: string | null): Caller {
  if (authorization === null || authorization === '') return { kind: 'anonymous' };
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  const basic = scheme.toLowerCase() === 'basic';
  const token = basic ? passwordOf(value) : value;
  const login = /^sandbox:(.+)$/.exec(token)?.[1];
  const user = login === undefined ? null : userOf(state, login);
  return user === null ? { kind: 'unknown' } : { kind: 'user', user };
}

function passwordOf(value: string): string {
  const pair = Buffer.from(value, 'base64').toString();
  const password = pair.slice(pair.indexOf(':') + 1);
  // The token holds a colon itself, so `sandbox:LOGIN` given as the user name and the password reads the same.
  return pair.startsWith('sandbox:') ? pair.replace(/:(x-oauth-basic)?$/, '') : password;
}
