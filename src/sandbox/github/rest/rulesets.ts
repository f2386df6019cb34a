import { targetOf } from '../rulesets.ts';
import { numberParam, ok } from './ask.ts';
import { list } from './page.ts';
import { found } from './refuse.ts';
import { paging, type Route, reads } from './route.ts';
import { fullRuleset, shortRuleset } from './shapes/ruleset.ts';

const path = '/repos/{owner}/{repo}/rulesets';

/** Rulesets, read only: the sandbox's own switch (`PUT /_sandbox/rulesets`) makes them. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: ['includes_parents', 'targets', ...paging] }, (ask) => {
    const targets = ask.query.get('targets')?.split(',') ?? null;
    const all = (ask.state.rulesets ?? []).filter(
      (each) => targets === null || targets.includes(targetOf(each)),
    );
    return list(ask, all, (ruleset) => shortRuleset(ask, ruleset));
  }),
  reads(`GET ${path}/{ruleset_id}`, { query: ['includes_parents'] }, (ask) => {
    const ruleset = found((ask.state.rulesets ?? []).find(({ id }) => id === numberParam(ask, 'ruleset_id')));
    return ok(fullRuleset(ask, ruleset, ask.viewer?.login ?? null));
  }),
];
