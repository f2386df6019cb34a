import type { Plan, Stamp } from '../../domain/plan.ts';
import type { World } from '../../facts/world.ts';
import type { Repository } from '../../git/repository.ts';
import { recordedSigner, type SignedObject, type Signer, signerOf } from '../../git/signing.ts';
import type { Step } from '../../steps/registry.ts';
import type { Invocation } from './command.ts';
import type { Operation, Prepared } from './operation.ts';

/**
 * Plans; and where that makes objects which the user's git would sign, plans once more with the signatures on them, so
 * that no key is used for what the gates stop. A dry run that saves no plan uses none either, and says so.
 */
export async function prepareSigned<I>(
  { globals }: Pick<Invocation, 'globals'>,
  world: World,
  operation: Operation<I>,
  input: I,
  stamp: Stamp,
): Promise<Prepared> {
  const [signing, prepared] = await Promise.allSettled([
    signerOf(world.repo, stamp.committer),
    operation.prepare(world, input, stamp),
  ]);
  if (prepared.status === 'rejected') throw prepared.reason;
  const here = readOn(world, prepared.value);
  if (here.plan === null) return here;
  if (signing.status === 'rejected') throw signing.reason;
  if (!signs(signing.value, here.plan)) return here;
  if (!globals.dryRun || globals.planOut !== undefined)
    return readOn(world, await operation.prepare({ ...world, signer: signing.value }, input, stamp));
  return warned(here, 'what is made will be signed, so that its SHAs will differ from those shown here');
}

/** Plans as a saved plan was, with its signatures and no others. Says so where the user's git would sign and it has none. */
export async function prepareSaved<I>(
  world: World,
  operation: Pick<Operation<I>, 'prepare'>,
  input: I,
  saved: Plan<Step>,
): Promise<Prepared> {
  const signer = savedSigner(world.repo, saved);
  const [own, planned] = await Promise.all([
    signer === null ? signerOf(world.repo, saved.stamp.committer) : null,
    operation.prepare({ ...world, signer }, input, saved.stamp),
  ]);
  const prepared = readOn(world, planned);
  if (!signs(own, saved)) return prepared;
  return warned(prepared, 'the plan was saved without signatures: what it makes is not signed');
}

/** The plan knows which ledger it was judged on. */
const readOn = ({ ledgerTip }: World, prepared: Prepared): Prepared =>
  prepared.plan === null ? prepared : { ...prepared, plan: { ...prepared.plan, ledgerTip } };

const warned = (prepared: Prepared, warning: string): Prepared => ({
  ...prepared,
  warnings: [...prepared.warnings, warning],
});

/** What signs as a saved plan says; null for a plan without signatures. */
function savedSigner(repo: Repository, { steps }: Plan<Step>): Signer | null {
  const signed = steps.flatMap(objectsOf).flatMap(({ sha, signature }): SignedObject[] => {
    return signature === undefined ? [] : [{ sha, signature }];
  });
  return signed.length === 0 ? null : recordedSigner(repo, signed);
}

function signs(signer: Signer | null, { steps }: Plan<Step>): boolean {
  return steps
    .flatMap(objectsOf)
    .some(({ type }) => (type === 'tag' ? signer?.tags === true : signer?.commits === true));
}

interface Made {
  readonly type: 'commit' | 'tag';
  readonly sha: string;
  readonly signature?: string | undefined;
}

/** The objects that a step makes in the user's name. */
function objectsOf(step: Step): Made[] {
  switch (step.kind) {
    case 'conflict-commits':
      return (
        step.signed?.map((object) => ({ type: 'commit', ...object })) ?? [
          { type: 'commit', sha: step.commit },
        ]
      );
    case 'create-tag':
      return [{ type: 'tag', ...step }];
    case 'merge-commit':
      return [{ type: 'commit', ...step, sha: step.commit }];
    case 'pick-commits':
      return step.picks.map((pick) => ({ type: 'commit', ...pick, sha: pick.commit }));
    default:
      return [];
  }
}
