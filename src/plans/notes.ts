import type { Change } from '../domain/change.ts';
import { plainText } from '../domain/markdown.ts';

/**
 * The notes of a release: its PRs, then the commits that belong to none, in landing order. Titles and subjects are
 * somebody else's text, so Markdown and mentions in them are taken apart.
 */
export function releaseNotes(version: string, changes: readonly Change[]): string {
  const lines: string[] = [];
  const seen = new Set<number>();
  for (const { pullRequest, subject, commit } of changes) {
    if (pullRequest === null) {
      lines.push(`- ${plainText(subject)} (${commit.slice(0, 10)})`);
    } else if (!seen.has(pullRequest.number)) {
      seen.add(pullRequest.number);
      const by = pullRequest.author === null ? '' : ` by ${plainText(pullRequest.author)}`;
      lines.push(`- ${plainText(pullRequest.title)} (#${pullRequest.number})${by}`);
    }
  }
  return `## ${version}\n\n${lines.length === 0 ? 'No changes.' : lines.join('\n')}\n`;
}
