import { isMadeOf, type Part } from './parts.ts';

/** True where a branch fits a pattern as a whole: `*` is any text without a slash, `**` any text, never none. */
export function matchesBranch(pattern: string, branch: string): boolean {
  return isMadeOf(
    pattern.split(/(\*\*?)/).map((word) => stars[word] ?? word),
    branch,
  );
}

const stars: Readonly<Record<string, Part>> = {
  '*': { fits: (character) => character !== '/', least: 1 },
  '**': { fits: () => true, least: 1 },
};
