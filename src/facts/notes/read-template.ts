import { found, type Read, unreadable } from '../../domain/errors.ts';
import { placeholderWords } from '../../domain/notes-rules.ts';
import { isTemplateText, unknownPlaceholders } from '../../domain/notes-template.ts';
import { fileAt } from '../../git/file-at.ts';
import type { World } from '../world.ts';

/**
 * The template of the policy: its text, or that of the file it names as it is on the develop branch; null where it names
 * none. Not ok where there is no such file, or one with a placeholder that stands for nothing.
 */
export async function readTemplate({ repo, policy, develop }: World): Promise<Read<string | null>> {
  const { template } = policy.notes;
  if (template === undefined || isTemplateText(template)) return found(template ?? null);
  const file = await fileAt(repo, develop.sha, template);
  if (!file.ok) return file;
  if (file.value === null) return unreadable(`there is no ${template} on ${develop.branch}`);
  const unknown = unknownPlaceholders(file.value);
  if (unknown.length > 0) return unreadable(`${template} has the unknown ${placeholderWords(unknown)}`);
  return file;
}
