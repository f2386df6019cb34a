import type { Command } from 'commander';
import { RelError, type Trouble } from '../domain/errors.ts';
import type { Policy } from '../domain/policy.ts';
import { PolicyResult, type PolicyResult as Result } from '../domain/policy-results.ts';
import { chooseProduct } from '../facts/choose-product.ts';
import { localPolicy } from '../facts/policy/local.ts';
import { type Judged, policyRemarks } from '../facts/policy/warnings.ts';
import { problemLine } from '../facts/policy-trouble.ts';
import { type PolicySource, productsOf } from '../facts/remote-policy.ts';
import { explainPolicy, policyPlaces } from '../policy/explain.ts';
import { renderExplained, renderPolicy } from '../policy/render.ts';
import { differenceLines, explainHead, policyCheckText } from '../view/policy.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { lookForPolicies, type Reading, readPolicy } from './kit/read-policy.ts';

export const result = PolicyResult;

export function configure(command: Command): void {
  command
    .argument('<action>', 'check (validate it) or show (print it with its defaults)')
    .argument('[file]', "a file to look at; left out: the remote's policy, which is the one that decides")
    .option('--explain', 'with show: the line and column of each value, or that it is a default')
    .option('--strict', 'with check: exit 3 where there is a warning');
  examples(command, [
    'rel policy check',
    'rel policy check .releaserc.yaml --strict',
    'rel policy show --explain',
  ]);
}

export async function run(invocation: Invocation): Promise<Report> {
  const [action, file = invocation.globals.policy] = invocation.args;
  if (action === 'check') {
    unlessFor(invocation, 'show', 'explain');
    return check(invocation, file);
  }
  if (action === 'show') {
    unlessFor(invocation, 'check', 'strict');
    return show(invocation, file);
  }
  throw new RelError({
    code: 'usage',
    message: `\`${action ?? ''}\` is not something to do with a policy`,
    remedy: 'run: rel policy check, or: rel policy show',
  });
}

function unlessFor({ options }: Invocation, action: string, option: string): void {
  if (options[option] !== true) return;
  throw new RelError({
    code: 'usage',
    message: `--${option} goes with: rel policy ${action}`,
    remedy: `run: rel policy ${action} --${option}`,
  });
}

async function show(invocation: Invocation, file: string | undefined): Promise<Report> {
  const { source, reading } = await readPolicy(invocation, file);
  const { product, policy } = onlyOne(invocation, source);
  const explain =
    invocation.options.explain === true
      ? explainPolicy(policy, policyPlaces(source.text, source.from, product))
      : null;
  const found: Result = { ...resultOf(source, reading, policy), explain };
  return {
    result: found,
    warnings: source.warnings,
    isDocument: true,
    text: (paint) => {
      const values =
        explain === null
          ? renderPolicy(policy).trimEnd()
          : `${explainHead(found)}\n${renderExplained(policy, explain)}`;
      // As comments: what is printed stays a policy.
      const differences = differenceLines(found, paint).map((line) => paint.dim('# ') + line);
      return [values, ...differences].join('\n');
    },
  };
}

async function check(invocation: Invocation, file: string | undefined): Promise<Report> {
  const { source, reading } = await readPolicy(invocation, file);
  const only = invocation.globals.product === undefined ? null : onlyOne(invocation, source);
  const products = [...productsOf(source)].map(([product, policy]): Judged => ({ product, policy }));
  const all = products.length === 0 ? [{ product: null, policy: source.policy }] : products;
  const judged = only === null ? all : [only];
  const facts = await lookForPolicies(invocation, source, reading, judged);
  const shown = only ?? { product: null, policy: source.policy };
  const found: Result = {
    ...resultOf(source, reading, shown.policy),
    ...policyRemarks(source, judged, facts),
  };
  const { warnings } = found;
  return {
    result: found,
    warnings: warnings.map(({ hint, ...rest }) =>
      problemLine({ ...rest, ...(hint === null ? {} : { hint }) }),
    ),
    trouble: invocation.options.strict === true && warnings.length > 0 ? doubtful(found) : null,
    text: (paint) => policyCheckText(found, paint),
  };
}

/** The product that --product names, or what all share. */
function onlyOne({ globals, about }: Invocation, source: PolicySource): Judged {
  const { policy } = source;
  if (globals.product === undefined) return { product: null, policy };
  const products = productsOf(source);
  const asked = { product: globals.product, words: [], begins: false };
  const product = chooseProduct(products, new Map(), asked);
  // Only that: a policy is printed as it stands, whatever commands its texts name.
  if (product !== null) Object.assign(about, { product });
  return { product, policy: (product === null ? undefined : products.get(product)) ?? policy };
}

function resultOf(source: PolicySource, reading: Reading | null, policy: Policy): Result {
  const { from, commit, text } = source;
  const local = reading === null ? null : localPolicy(reading.repo, text);
  return {
    ...{ from, commit, valid: true, policy, warnings: [], notLookedAt: [], explain: null },
    local:
      local === null
        ? null
        : {
            file: local.file,
            valid: local.differences !== null,
            differences: [...(local.differences ?? [])],
          },
  };
}

const doubtful = ({ from, warnings }: Result): Trouble => ({
  code: 'policy-doubtful',
  message: `the policy ${from} is valid, with ${warnings.length === 1 ? 'one warning' : `${warnings.length} warnings`}`,
  remedy: 'mend what the warnings say, or run: rel policy check (without --strict)',
});
