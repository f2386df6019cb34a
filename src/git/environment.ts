import { devNull } from 'node:os';
import { join } from 'node:path';
import { tokenVariables } from '../domain/secrets.ts';

/**
 * The `GIT_*` variables of the user that count: how to reach the remote, who they are, and their configuration.
 * All others are dropped, above all GIT_DIR, GIT_INDEX_FILE and GIT_WORK_TREE, which git sets for hooks and aliases
 * and which would point every call at another repository.
 */
const kept =
  /^GIT_(?:SSH(?:_COMMAND|_VARIANT)?|ASKPASS|SSL_\w+|HTTP_\w+|PROXY_COMMAND|PROXY_SSL_\w+|AUTHOR_\w+|COMMITTER_\w+|CONFIG_\w+|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/i;

/** Never for a child: what starts editors and pagers, and PREFIX, which simple-git refuses by name. */
const dropped = /^(?:GIT_.*|EDITOR|VISUAL|PAGER|LANGUAGE|PREFIX)$/i;

const fixed = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  // Grafts tell a history that nobody else has; a file that cannot be is read without a word.
  GIT_GRAFT_FILE: join(devNull, 'none'),
  GIT_EDITOR: 'true',
  GIT_PAGER: 'cat',
};

/**
 * A line over which not one byte a second comes for two minutes is dead, although nobody says so. A server at work is not
 * that quiet: it sends progress, or an empty packet every five seconds (receive.keepAlive, uploadpack.keepAlive).
 */
const unlessSet = { GIT_HTTP_LOW_SPEED_LIMIT: '1', GIT_HTTP_LOW_SPEED_TIME: '120' };

/** What speaks to a remote, or starts the user's filters: their helpers (`gh auth git-credential`) need the token. */
const reachesOut: ReadonlySet<string> = new Set(['ls-remote', 'fetch', 'push', 'worktree', 'cherry-pick']);

/** A partial clone may fetch whatever git is asked. */
let fetchesAnywhere = false;
export const allowLazyFetch = (): void => {
  fetchesAnywhere = true;
};

/**
 * The whole environment of a git process: the user's, filtered, then what is fixed, then `extra`. The token is in it only
 * where the arguments say that the process reaches out.
 */
export function gitEnvironment(
  extra: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Record<string, string> {
  const withToken = fetchesAnywhere || args.some((word) => reachesOut.has(word));
  const own = Object.entries(process.env).filter(
    (pair): pair is [string, string] =>
      pair[1] !== undefined &&
      (kept.test(pair[0]) || !dropped.test(pair[0])) &&
      (withToken || !tokenVariables.includes(pair[0])),
  );
  return { ...unlessSet, ...Object.fromEntries(own), ...fixed, ...extra };
}

/**
 * Before every subcommand: nothing that a clone brings along runs (hooks, file system monitor, a remote that is a
 * command: `ext::`), nothing is packed or pruned, and no signature is looked at unasked. The user's pre-push hook is among
 * what does not run: it judges what is checked out, and what `rel` pushes never is. What the environment allows with
 * GIT_ALLOW_PROTOCOL is the user's will.
 */
export const fixedConfig: readonly string[] = [
  '--no-pager',
  ...[
    ...['core.fsmonitor=false', `core.hooksPath=${devNull}`, 'gc.auto=0', 'maintenance.auto=false'],
    ...['protocol.ext.allow=never', 'protocol.fd.allow=never', 'log.showSignature=false'],
  ].flatMap((setting) => ['-c', setting]),
];
