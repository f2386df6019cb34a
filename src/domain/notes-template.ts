/** What a template of release notes may ask for, as `{name}`. */
export const notesPlaceholders = [
  'name',
  'version',
  'date',
  'release-manager',
  'summary',
  'notable-changes',
  'migration-steps',
  'known-issues',
  'thanks',
] as const;
export type NotesPlaceholder = (typeof notesPlaceholders)[number];

/** Whether a `template` of the policy is the text itself, and not the path of the file that it stands in. */
export const isTemplateText = (template: string): boolean => template.trim().includes('\n');

/** A pair of braces stands for one; else a word in braces is a placeholder, and everything else is text. */
const part = /\{\{|\}\}|\{([a-z][a-z-]*)\}/g;

const isKnown = (word: string): word is NotesPlaceholder => notesPlaceholders.some((one) => one === word);

/**
 * The words in braces of a template that stand for nothing, each once. `{product}` is one of all texts of a policy and
 * stands for nothing where there are no products, which is said of all texts alike.
 */
export function unknownPlaceholders(template: string): string[] {
  const words = [...template.matchAll(part)].flatMap(([, word]) => word ?? []);
  return [...new Set(words)].filter((word) => !isKnown(word) && word !== 'product');
}

/**
 * A template with its placeholders filled in; `{{` and `}}` become single braces. What is filled in is not looked at
 * again.
 */
export function fillTemplate(template: string, values: Readonly<Record<NotesPlaceholder, string>>): string {
  return template.replace(part, (whole, word: string | undefined) => {
    if (word === undefined) return whole.slice(1);
    return isKnown(word) ? values[word] : whole;
  });
}
