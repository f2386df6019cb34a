import { type Read, RelError, unreadable } from '../../domain/errors.ts';
import type { RefChange } from '../../domain/git.ts';
import type { PushRuleKind } from '../../domain/push-rules.ts';
import type { RefRules } from '../../domain/ref-rules.ts';
import type { RuleAgainst } from '../../plans/undo/undo-facts.ts';
import type { World } from '../world.ts';

/** The rules that let a ref be pushed forth, as rel has done, and not back or away (facts 27, 28, 47 and 55). */
const against = (to: RefChange['to']): readonly PushRuleKind[] =>
  to === null ? ['deletion', 'immutable-tag', 'locked'] : ['force-push', 'locked'];

/** The rules of GitHub that forbid these changes of refs to this token, or may; one that it gets past is none. */
export async function rulesAgainst(
  { github, refs }: Pick<World, 'github' | 'refs'>,
  changes: readonly RefChange[],
): Promise<RuleAgainst[]> {
  if (github === null || changes.length === 0) return [];
  const rules = await readRules({ github, refs }, changes);
  if (!rules.ok) return [{ ref: null, kind: null, by: rules.why, sure: false }];
  return changes.flatMap(({ ref, to }) =>
    (rules.value.of.get(ref) ?? []).flatMap(({ kind, by, bypass }) => {
      const passes = bypass === 'always' || bypass === 'silently';
      return passes || !against(to).includes(kind) ? [] : [{ ref, kind, by, sure: bypass !== 'unknown' }];
    }),
  );
}

type Asked = Pick<World, 'refs'> & { readonly github: NonNullable<World['github']> };

async function readRules({ github, refs }: Asked, changes: readonly RefChange[]): Promise<Read<RefRules>> {
  const asked = changes.map(({ ref }) => ref);
  try {
    const setup = await github.setup();
    if (!setup.ok) return setup;
    const { defaultBranch, role } = setup.value;
    const login = await github.viewer();
    const there = asked.filter((ref) => refs.has(ref));
    const value = await github.refRules({
      refs: asked,
      there,
      defaultBranch,
      login,
      isAdmin: role === 'admin',
    });
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof RelError) || error.code !== 'github-refused') throw error;
    return unreadable(error.message);
  }
}
