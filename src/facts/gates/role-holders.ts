import { found, type Read, RelError, unreadable } from '../../domain/errors.ts';
import { holds, teamsOf } from '../../gates/roles.ts';
import type { World } from '../world.ts';

/**
 * Whether somebody holds a role of the policy; not ok where a team they may be in could not be read.
 *
 * @throws RelError `usage` for a role that the policy does not have.
 */
export async function holdsRole(
  { policy, github }: World,
  login: string,
  role: string,
): Promise<Read<boolean>> {
  if (!Object.hasOwn(policy.roles, role)) {
    const known = Object.keys(policy.roles).sort().join(', ');
    throw new RelError({
      code: 'usage',
      message: `the policy has no role \`${role}\``,
      why: `roles: ${known === '' ? 'none' : known}`,
      remedy: 'name one of them with --as, or add the role to the policy of the remote',
    });
  }
  const teams: Record<string, Read<readonly string[]>> = {};
  for (const request of teamsOf(role, policy)) {
    if (request.kind !== 'team') continue;
    const { team } = request;
    teams[team] = (await github?.team(team)) ?? unreadable('this repository is not connected to GitHub');
  }
  const answer = holds(login, role, policy, teams);
  if (answer.holds !== 'unknown') return found(answer.holds === 'yes');
  return unreadable(answer.why, answer.permission);
}

/** Whether somebody holds one of the roles; not ok where none is held for sure and a team could not be read. */
export async function holdsOneOf(
  world: World,
  login: string,
  roles: readonly string[],
): Promise<Read<boolean>> {
  const known = roles.filter((role) => Object.hasOwn(world.policy.roles, role));
  const answers = await Promise.all(known.map((role) => holdsRole(world, login, role)));
  if (answers.some((answer) => answer.ok && answer.value)) return found(true);
  return answers.find((answer) => !answer.ok) ?? found(false);
}
