import { targetOf } from '../../rulesets.ts';
import type { Ruleset } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';

/** GitHub's `repository-ruleset`, as a list shows it. */
export function shortRuleset(world: World, ruleset: Ruleset) {
  const { owner, name, createdAt } = world.state;
  return {
    id: ruleset.id,
    name: ruleset.name ?? `Ruleset ${ruleset.id}`,
    target: targetOf(ruleset),
    source_type: 'Repository',
    source: `${owner}/${name}`,
    enforcement: 'active',
    node_id: `RRS_${ruleset.id}`,
    _links: {
      self: { href: `${repoApi(world)}/rulesets/${ruleset.id}` },
      html: { href: `${repoWeb(world)}/rules/${ruleset.id}` },
    },
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** The same in full; whether the viewer bypasses it is told to everybody, who else does to admins only. */
export function fullRuleset(world: World, ruleset: Ruleset, login: string | null) {
  const folder = targetOf(ruleset) === 'tag' ? 'refs/tags' : 'refs/heads';
  const include = ruleset.branches.map((pattern) => `${folder}/${pattern}`);
  const bypasses = login !== null && ruleset.bypass?.includes(login) === true;
  return {
    ...shortRuleset(world, ruleset),
    conditions: targetOf(ruleset) === 'push' ? null : { ref_name: { include, exclude: [] } },
    rules: ruleset.rules,
    ...(login === null ? {} : { current_user_can_bypass: bypasses ? 'always' : 'never' }),
  };
}
