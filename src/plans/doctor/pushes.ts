import type { RefName, RemoteRefs } from '../../domain/git.ts';
import { fillPattern } from '../../domain/pattern.ts';
import type { Policy } from '../../domain/policy.ts';
import { releaseTitle, targetName } from '../../domain/train-name.ts';
import { deliveryBranch, promoteBranch } from '../requests/request-names.ts';
import { suggestVersion } from '../suggest-version.ts';
import { takenVersions } from '../taken-versions.ts';
import { isLive, trainsOf } from '../trains.ts';
import { nextVersion } from '../versions.ts';

/** One ref that a command of rel pushes, and what comes onto it. */
export interface PlannedPush {
  readonly command: string;
  /** The kind of the ledger's entry that is pushed with it. */
  readonly record: string;
  readonly ref: RefName;
  readonly creates: boolean;
  /** What is new on it: nothing but a name, picks, a merge with all that comes by it, or the record itself. */
  readonly brings: 'nothing' | 'picks' | 'merge' | 'record';
  /** The branch whose commits a ref that is created begins with; of a merge, that comes with it. */
  readonly from: RefName | null;
  /** The message of a commit that rel writes itself; null: those of what is picked. */
  readonly message: string | null;
}

/** Every push that the commands of a train make, with the names that come next: what no rule may refuse. */
export function plannedPushes(policy: Policy, refs: RemoteRefs, hasGitHub: boolean): PlannedPush[] {
  const train = nextTrain(policy, refs);
  return [
    ...trainPushes(policy, refs, train),
    ...releasePushes(policy, refs, train),
    ...hotfixPushes(policy, refs),
    ...syncPushes(policy, refs, hasGitHub),
    { ...recorded, command: 'any command', record: 'cut', ref: policy.ledger.ref },
  ];
}

const recorded = { creates: false, brings: 'record', from: null, message: null } as const;

const branch = (name: string): RefName => `refs/heads/${name}`;
const tag = (name: string): RefName => `refs/tags/${name}`;

interface NextTrain {
  /** The version that would be cut next. */
  readonly cut: string;
  /** The live train that picks go to; the next one where there is none. */
  readonly live: string;
  readonly n: number;
}

function nextTrain(policy: Policy, refs: RemoteRefs): NextTrain {
  const taken = takenVersions(refs, policy);
  const cut = suggestVersion({ type: policy.versions.default, why: '' }, taken).version;
  const live = trainsOf(refs, policy).findLast((train) => train.kind === 'rc' && isLive(train));
  return { cut, live: live?.version ?? cut, n: (live?.candidates.at(-1)?.n ?? 0) + 1 };
}

function trainPushes(policy: Policy, refs: RemoteRefs, { cut, live, n }: NextTrain): PlannedPush[] {
  const { branches, tags, pick } = policy;
  const from = branch(branches.develop);
  const rc = (version: string) => branch(fillPattern(branches.rc, { version }));
  const candidate = (version: string, number: number) =>
    tag(fillPattern(tags.candidate, { version, n: number }));
  const begins = { creates: true, brings: 'nothing', from, message: null } as const;
  const picked = { brings: 'picks', from, message: null } as const;
  const product = policy.product?.name;
  const target = { branch: fillPattern(branches.rc, { version: live }), version: live, product };
  const delivery = branch(deliveryBranch(target, new Set(refs.keys())));
  return [
    { command: 'rel cut-rc', record: 'cut', ref: rc(cut), ...begins },
    { command: 'rel cut-rc', record: 'cut', ref: candidate(cut, 1), ...begins },
    pick.deliver === 'push'
      ? { command: 'rel pick', record: 'pick', ref: rc(live), creates: false, ...picked }
      : { command: 'rel pick', record: 'pick-request', ref: delivery, creates: true, ...picked },
    ...(pick.onConflict === 'pull-request' ? [conflictPush(targetName(target), picked)] : []),
    { command: 'rel tag-rc', record: 'candidate', ref: candidate(live, n), ...begins },
  ];
}

const conflictPush = (
  target: string,
  picked: Pick<PlannedPush, 'brings' | 'from' | 'message'>,
): PlannedPush => ({
  ...{ command: 'rel pick', record: 'pick-request', creates: true, ...picked },
  ref: branch(`rel/conflict/${target}/1`),
});

function releasePushes(policy: Policy, refs: RemoteRefs, { live }: NextTrain): PlannedPush[] {
  const { branches, tags, promote } = policy;
  const release = fillPattern(tags.release, { version: live });
  const from = branch(branches.develop);
  const command = 'rel promote';
  const tagged = { creates: true, brings: 'nothing', from, message: null } as const;
  const production = branch(branches.production);
  const into: PlannedPush =
    promote.deliver === 'pull-request'
      ? {
          ...{ command, record: 'promote-request', ...tagged },
          ref: branch(promoteBranch(release, new Set(refs.keys()))),
        }
      : {
          ...{ command, record: 'promote', ref: production, brings: 'merge', from },
          ...{ creates: !refs.has(production), message: `Release ${releaseTitle(policy.product, live)}\n` },
        };
  return [{ command, record: 'promote', ref: tag(release), ...tagged }, into];
}

function hotfixPushes(policy: Policy, refs: RemoteRefs): PlannedPush[] {
  const { branches } = policy;
  const version = nextVersion('patch', takenVersions(refs, policy));
  const ref = branch(fillPattern(branches.hotfix, { version }));
  const from = branch(branches.production);
  return [
    {
      command: 'rel cut-hotfix',
      record: 'cut-hotfix',
      ref,
      creates: true,
      brings: 'nothing',
      from,
      message: null,
    },
  ];
}

/** Where nothing says otherwise, a sync goes by a PR wherever a push would not do: then only its own branch is pushed. */
function syncPushes(policy: Policy, refs: RemoteRefs, hasGitHub: boolean): PlannedPush[] {
  const { develop, production } = policy.branches;
  const from = branch(production);
  const isPicks = policy.sync.develop === 'picks';
  const message = isPicks ? null : `Sync ${production} into ${develop}\n`;
  const brings = isPicks ? ('picks' as const) : ('merge' as const);
  const how = { command: 'rel sync-hotfix', brings, from, message } as const;
  const own = branch(deliveryBranch({ branch: develop, version: null }, new Set(refs.keys())));
  const pushed: PlannedPush = { ...how, record: 'sync', ref: branch(develop), creates: false };
  const requested: PlannedPush = { ...how, record: 'pick-request', ref: own, creates: true };
  if (!hasGitHub || policy.sync.deliver === 'push') return [pushed];
  return policy.sync.deliver === 'pull-request' ? [requested] : [pushed, requested];
}
