import { Sha } from './git.ts';

/** The folder of the ledger that holds what decisions rest on: no version and no branch has a name like this. */
export const factsFolder = '.facts';

/** Where an object that a decision in `folder` (of a version) rests on stands in the ledger. */
export const factsPath = (folder: string, object: Sha): string => `${factsFolder}/${folder}/${object}.json`;

/** Whether a path of the ledger is in the folder of facts, well formed or not. */
export const isInFacts = (path: string): boolean => path.startsWith(`${factsFolder}/`);

/** The folder, as a version's entries are in, that a path of the ledger belongs to; empty where it is in none. */
export function versionFolder(path: string): string {
  const [first = '', second, third] = path.split('/');
  if (first === factsFolder) return third === undefined ? '' : (second ?? '');
  return second === undefined ? '' : first;
}

/** The object that a path of the folder of facts names; null where it is none of its paths. */
export function objectOfFactsPath(path: string): Sha | null {
  const [folder, version, file = '', ...more] = path.split('/');
  const name = file.endsWith('.json') ? file.slice(0, -'.json'.length) : '';
  const isOne = folder === factsFolder && version !== undefined && more.length === 0;
  return isOne && Sha.safeParse(name).success ? name : null;
}
