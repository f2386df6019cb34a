import type { Check } from '../../domain/change.ts';
import type { Read } from '../../domain/errors.ts';
import type { Workflow } from '../workflow.ts';

/** A check as it was seen on a commit: what a rule may name of it. */
export type SeenCheck = Pick<Check, 'name' | 'app' | 'workflow'>;

/** What is there for a policy to ask for. What could not be read is not ok: then nothing is said about it. */
export interface PolicyFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The logins of each team that some role names, by `ORG/TEAM`. */
  readonly teams: Readonly<Record<string, Read<readonly string[]>>>;
  readonly labels: Read<readonly string[]>;
  /** Titles, of closed ones as well. */
  readonly milestones: Read<readonly string[]>;
  /** Every check run and status on the tips that were looked at. */
  readonly checks: Read<readonly SeenCheck[]>;
  /** Those tips in words: `devel, main, rc/1.8.0`. */
  readonly tips: string;
  /** The workflows of the develop branch. */
  readonly workflows: Read<readonly Workflow[]>;
  /** The remote's branches by their short names. */
  readonly branches: Read<readonly string[]>;
  /** The lines, MAJOR.MINOR, that something of is released. */
  readonly lines: Read<readonly string[]>;
  /** Whether each path that the policy names is a file of the develop branch. */
  readonly files: Read<ReadonlyMap<string, boolean>>;
}
