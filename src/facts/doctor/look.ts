import type { DoctorFacts, PolicyFindings } from '../../domain/doctor-facts.ts';
import { found, RelError, type Trouble, unreadable } from '../../domain/errors.ts';
import type { RemoteRefs } from '../../domain/git.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitHub } from '../../github/github.ts';
import { allPushes } from '../../plans/doctor/diagnose.ts';
import { lookAround } from '../policy/look.ts';
import { type Judged, policyRemarks } from '../policy/warnings.ts';
import { type PolicySource, productsOf, remotePolicy } from '../remote-policy.ts';
import { cloneFacts, orWhy } from './clone.ts';
import { githubFacts, notAsked } from './github.ts';
import { historyFacts } from './history.ts';
import { remoteFacts } from './remote.ts';

export interface DoctorOptions {
  readonly repo: Repository;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly node: string;
  readonly inActions: boolean;
  readonly pending: Trouble | null;
  /** A policy instead of the remote's; null: the remote's. */
  readonly localPolicy: PolicySource | null;
  /** What is asked of GitHub where there is no policy. */
  readonly plainPolicy: Policy;
  readonly connect: (url: string, policy: Policy) => Promise<GitHub | null>;
}

/** Looks at everything and changes nothing. What cannot be had is told in its place, so that the rest is looked at. */
export async function lookAtAll(options: DoctorOptions): Promise<DoctorFacts> {
  const { repo, now, node, pending, inActions } = options;
  const [clone, remote] = await Promise.all([cloneFacts(repo, pending), remoteFacts(repo)]);
  const base = { node, clone, remote };
  const without = { ...notAsked, repository: null, host: null, token: null, inActions };
  if (!remote.read.ok || remote.url === null)
    return { ...base, now: now(), policy: noPolicy(null), github: without, history: null };
  const { refs, head } = remote.read.value;
  const { url, name } = remote;
  const source = options.localPolicy ?? (await orTrouble(() => remotePolicy(repo, name, refs, head)));
  const policies = source instanceof RelError ? [] : policiesOf(source);
  const wanted = source instanceof RelError ? options.plainPolicy : source.policy;
  const hub = await orTrouble(() => options.connect(url, wanted));
  if (hub instanceof RelError) {
    const github = { ...without, repository: url, unreachable: hub.trouble };
    return {
      ...base,
      now: now(),
      policy: await policyOf(source, null, base, options),
      github,
      history: null,
    };
  }
  const policy = await policyOf(source, hub, base, options);
  const named = { policy, remote, github: { ...without, repository: hub === null ? null : url } };
  const pushed = allPushes(named).map(({ ref }) => ref);
  const github = await githubFacts({ github: hub, token: hub?.token ?? null, inActions }, { pushed, refs });
  const answered = now();
  const asks = github.unreachable === null && github.login?.ok === true ? hub : null;
  const history = await orWhy(() => historyFacts({ repo, remote: name, refs }, policies, asks));
  return { ...base, now: answered, policy, github, history: history.ok ? history.value : null };
}

const noPolicy = (trouble: Trouble | null): PolicyFindings => ({
  ...{ policies: [], from: null, trouble, warnings: [], notLookedAt: [] },
});

const policiesOf = (source: PolicySource): readonly Policy[] => {
  const products = [...productsOf(source).values()];
  return products.length === 0 ? [source.policy] : products;
};

/** The policy with its doubtful gates, which are looked for as `rel policy check` does. */
async function policyOf(
  source: PolicySource | RelError,
  hub: GitHub | null,
  { remote }: Pick<DoctorFacts, 'remote'>,
  { repo, now }: DoctorOptions,
): Promise<PolicyFindings> {
  if (source instanceof RelError) return noPolicy(source.trouble);
  const products = [...productsOf(source)].map(([product, policy]): Judged => ({ product, policy }));
  const judged = products.length === 0 ? [{ product: null, policy: source.policy }] : products;
  const refs: RemoteRefs = remote.read.ok ? remote.read.value.refs : new Map();
  const github = hub === null ? unreadable('there is no GitHub to ask') : found(hub);
  const around = { repo, remote: remote.name, refs, github, now: now() };
  const facts = await orWhy(() =>
    lookAround(
      around,
      judged.map(({ policy }) => policy),
    ),
  );
  const remarks = facts.ok
    ? policyRemarks(source, judged, facts.value)
    : { warnings: [], notLookedAt: [{ what: 'what the policy asks for', why: facts.why }] };
  return { policies: policiesOf(source), from: source.from, trouble: null, ...remarks };
}

async function orTrouble<T>(go: () => Promise<T>): Promise<T | RelError> {
  try {
    return await go();
  } catch (error) {
    if (error instanceof RelError) return error;
    throw error;
  }
}
