/**
 * What the remote said where a ref was locked by another git at work on it, or by one that has died there: git waits a
 * tenth of a second for it (core.filesRefLockTimeout). Null where it said nothing of the kind.
 */
export const lockedLine = (remote: readonly string[]): string | null =>
  remote.find((line) => /Unable to create '.*\.lock': File exists|: data is locked$/.test(line)) ?? null;
