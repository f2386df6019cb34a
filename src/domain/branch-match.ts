/** True where a branch fits a pattern as a whole: `*` is any text without a slash, `**` any text, never none. */
export function matchesBranch(pattern: string, branch: string): boolean {
  const source = pattern
    .split(/(\*\*?)/)
    .map((part) =>
      part === '**' ? '.+' : part === '*' ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`).test(branch);
}
