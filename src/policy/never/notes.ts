import { isTemplateText } from '../../domain/notes-template.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PolicyFacts } from './facts.ts';
import type { Remark } from './remark.ts';

/** The file that the template of release notes stands in; null for none. */
export const templateFile = ({ notes: { template } }: Policy): string | null =>
  template === undefined || isTemplateText(template) ? null : template;

/** A template that is not there: releases are written without it. */
export function notesRemarks(policy: Policy, { files }: PolicyFacts): Remark[] {
  const path = templateFile(policy);
  if (path === null || !files.ok || files.value.get(path) !== false) return [];
  return [
    {
      ...{ code: 'notes.no-template', gate: null, path: ['notes', 'template'], on: 'value' },
      message: `release notes have no template: ${path} is not on ${policy.branches.develop}`,
      hint: 'commit it, or correct its path',
    },
  ];
}
