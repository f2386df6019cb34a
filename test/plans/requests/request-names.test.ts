import { describe, expect, it } from 'vitest';
import { conflictBranch, deliveryBranch } from '../../../src/plans/requests/request-names.ts';

const refs = (...names: string[]) => new Set(names.map((name) => `refs/heads/${name}`));
const train = { branch: 'rc/1.8.0', version: '1.8.0' };
const product = { branch: 'scp/rc/1.8.0', version: '1.8.0', product: 'scp' };
const plain = { branch: 'team/cart', version: null };
const sha = 'abcdef0123456789abcdef0123456789abcdef01';

describe("the names of rel's own branches", () => {
  it.each([
    [train, refs(), 'rel/pick/1.8.0'],
    [product, refs(), 'rel/pick/scp@1.8.0'],
    [plain, refs(), 'rel/pick/team/cart'],
    [plain, refs('rel/pick/team'), 'rel/pick-team-cart'],
    [train, refs('rel/pick'), 'rel/pick-1.8.0'],
    [train, refs('rel'), 'rel-pick-1.8.0'],
    [train, refs('rel/pick/1.8.0/mine'), 'rel/pick-1.8.0'],
    [train, refs('rel/pick-1.8.0'), 'rel/pick-1.8.0'],
    [train, refs('rel/pick/1.8.0'), 'rel/pick/1.8.0'],
  ])('%j among %j: picks wait on %s', (target, there, name) =>
    expect(deliveryBranch(target, there)).toBe(name),
  );

  it.each([
    [train, 236, refs(), 'rel/conflict/1.8.0/236'],
    [product, 236, refs(), 'rel/conflict/scp@1.8.0/236'],
    [train, null, refs(), 'rel/conflict/1.8.0/abcdef0123'],
    [plain, 7, refs('rel/conflict/team'), 'rel/conflict/team-cart-7'],
    [train, 236, refs('rel/conflict/1.8.0'), 'rel/conflict/1.8.0-236'],
    [train, 236, refs('rel'), 'rel-conflict-1.8.0-236'],
  ])('%j, #%s among %j: a conflict is on %s', (target, pr, there, name) =>
    expect(conflictBranch(target, { pr, sha }, there)).toBe(name),
  );
});
