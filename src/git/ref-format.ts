/**
 * Whether `text` may be a branch's short name, as `git check-ref-format --branch` decides it, without asking git:
 * for text that has not been looked up yet, such as a name a policy's pattern gives.
 */
export function isBranchName(text: string): boolean {
  if (text === 'HEAD' || text.startsWith('-') || text.endsWith('.')) return false;
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(text)) return false;
  return text.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}
