import { type Fields, inHex, pageOf } from './fields.ts';
import { type Page, pageInfo } from './shared.ts';

/** The labels of the repository, a page at a time. */
export const repositoryLabels: Fields<string | null> = {
  name: 'RepositoryLabels',
  of: 'repository',
  alias: (after) => `labels_${inHex(after ?? '')}`,
  field: (after) => `labels(${pageOf(100, after)}) { nodes { name } ${pageInfo} }`,
};
export type RepositoryLabels = Page<{ readonly name: string }>;
