import type { Read, Trouble } from '../../domain/errors.ts';

/**
 * Why somebody may not put something on record; null where they may. `question` is what could not be read where a team
 * could not be: `whether rita holds the role qa`.
 */
export function roleTrouble(
  holds: Read<boolean>,
  question: string,
  refused: Omit<Trouble, 'code'>,
): Trouble | null {
  if (holds.ok)
    return holds.value
      ? null
      : { ...refused, code: 'role-not-held', message: `${refused.message}; nothing was recorded` };
  const mended =
    holds.permission === undefined ? 'see to that' : `give the token the permission \`${holds.permission}\``;
  return {
    code: 'github-refused',
    message: `${question} could not be read; nothing was recorded`,
    why: holds.why,
    remedy: `${mended}, then run the same command again`,
  };
}
