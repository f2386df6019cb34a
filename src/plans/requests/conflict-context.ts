/** The commit status that stays red while a conflict is not resolved. */
export const conflictContext = 'rel/conflict';
