import { parse } from 'yaml';
import { isMadeOf, type Part } from '../domain/parts.ts';
import { mapping } from './data.ts';

/** Where GitHub Actions looks for workflows. */
export const workflowFolder = '.github/workflows';

/** A job of a workflow, by the checks it makes. */
export interface Job {
  /** What its checks are called, `...` standing for what only a run knows: `build (...)`. */
  readonly name: string;
  /** Its name or id as it stands in the file, without what a matrix adds. */
  readonly plain: string;
  /** Whether it can make a check of this name. */
  readonly makes: (check: string) => boolean;
}

/** A workflow of GitHub Actions, as far as its checks are concerned. */
export interface Workflow {
  /** Its name, or its path where it has none: what GitHub calls it. */
  readonly name: string;
  readonly jobs: readonly Job[];
}

/** A name in parts: text, and null for what only a run knows. */
type Name = readonly (string | null)[];

/** Deeper than reusable workflows may call each other, so that a circle of them ends. */
const deepest = 10;

/**
 * The workflows of these files, by their paths (`.github/workflows/ci.yml`). A job's check is called by its `name` or
 * id, with the values of its matrix in brackets unless its name holds them; a job that calls another workflow makes
 * `CALLER / JOB` for each job of that (GitHub's documentation: "Reusing workflows"). A file that is no workflow has no
 * jobs: GitHub runs none of it.
 */
export function readWorkflows(files: ReadonlyMap<string, string>): Workflow[] {
  const parsed = new Map([...files].map(([path, text]) => [path, dataOf(text)]));
  return [...parsed].map(([path, data]) => {
    const name = mapping(data).name;
    return {
      name: typeof name === 'string' ? name : path,
      jobs: jobsOf(data, parsed, 0).map(jobOf),
    };
  });
}

function dataOf(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return null;
  }
}

/** What the checks of a workflow are called, each with what it is called without its matrix. */
function jobsOf(
  data: unknown,
  files: ReadonlyMap<string, unknown>,
  depth: number,
): { readonly name: Name; readonly plain: string }[] {
  if (depth > deepest) return [];
  return Object.entries(mapping(mapping(data).jobs)).flatMap(([id, value]) => {
    const job = mapping(value);
    const plain = typeof job.name === 'string' ? job.name : id;
    const name = nameOf(plain, mapping(job.strategy).matrix !== undefined);
    if (typeof job.uses !== 'string') return [{ name, plain }];
    const called = job.uses.startsWith('./') ? files.get(job.uses.slice(2)) : undefined;
    if (called === undefined) return [{ name: [...name, ' / ', null], plain }];
    return jobsOf(called, files, depth + 1).map((inner) => {
      return { name: [...name, ' / ', ...inner.name], plain: `${plain} / ${inner.plain}` };
    });
  });
}

function nameOf(plain: string, hasMatrix: boolean): Name {
  const parts = plain.split(/(\$\{\{.*?\}\})/).map((part) => (part.startsWith('${{') ? null : part));
  return hasMatrix && !parts.includes(null) ? [...parts, ' (', null, ')'] : parts;
}

function jobOf({ name, plain }: { readonly name: Name; readonly plain: string }): Job {
  const form = name.map((part): Part => part ?? { fits: () => true, least: 0 });
  return {
    name: name.map((part) => part ?? '...').join(''),
    plain,
    makes: (check) => isMadeOf(form, check),
  };
}
