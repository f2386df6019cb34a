import { describe, expect, it } from 'vitest';
import { malformation } from '../../src/github/form/malformation.ts';

const api = 'https://api.github.com';
const graphql = (query: string, data: unknown) =>
  malformation({ method: 'POST', url: `${api}/graphql`, body: { query } }, { data, headers: {} });
const rest = (call: string, data: unknown, link = '') => {
  const [method = '', path = ''] = call.split(' ');
  const headers = link === '' ? {} : { link };
  return malformation({ method, url: `${api}/repos/acme/shop/${path}` }, { data, headers });
};

describe('an answer of GraphQL', () => {
  const query = `query Q($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      pr1: pullRequest(number: 1) { ...F labels(first: 9) { nodes { name } pageInfo { hasNextPage endCursor } } }
      c: object(oid: "1") { ... on Commit { oid committedDate } }
    }
  }
  fragment F on PullRequest { number isDraft commits(first: 1) { totalCount } timelineItems(first: 1) { nodes {
    __typename ... on LabeledEvent { createdAt label { name } } ... on ClosedEvent { createdAt url }
  } } }`;
  const event = { __typename: 'LabeledEvent', createdAt: '2026', label: { name: 'x' } };
  const labels = { nodes: [null, { name: 'a' }], pageInfo: { hasNextPage: false, endCursor: null } };
  const timelineItems = { nodes: [event, { __typename: 'ClosedEvent', createdAt: '2026', url: 'u' }] };
  const pr1 = { number: 1, isDraft: false, commits: { totalCount: 2 }, timelineItems, labels };
  const answer = (of: object) => ({ data: { repository: { pr1, c: {}, ...of } } });
  const withPr = (of: object) => answer({ pr1: { ...pr1, ...of } });

  it.each<[string, unknown]>([
    ['all of it', answer({})],
    ['null for what is not there', answer({ pr1: null })],
    ['a commit', answer({ c: { oid: 'a', committedDate: '2026' } })],
    ['errors and no data', { data: null, errors: [{ message: 'no' }] }],
    ['no repository, and why', { data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] }],
  ])('may be %s', (_name, body) => {
    expect(graphql(query, body)).toBeNull();
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', {}, /neither/],
    ['a list', [], /neither/],
    ['words for errors', { data: null, errors: 'oops' }, /form/],
    ['no repository', { data: { repository: null } }, /no repository/],
    ['another question', { data: { viewer: { login: 'rita' } } }, /repository/],
    ['a PR less', { data: { repository: { c: null } } }, /repository\.pr1/],
    ['half a commit', answer({ c: { oid: 'a' } }), /committedDate/],
    ['a text for a number', withPr({ number: '1' }), /pr1\.number/],
    ['a text for yes or no', withPr({ isDraft: 'false' }), /isDraft/],
    ['a count for what has one', withPr({ commits: 2 }), /commits/],
    ['no end of a list', withPr({ labels: { nodes: [], pageInfo: {} } }), /hasNextPage/],
    ['an object for nodes', withPr({ labels: { ...labels, nodes: {} } }), /nodes/],
    ['a node of nothing', withPr({ labels: { ...labels, nodes: [{}] } }), /nodes\.name/],
    ['an event without its label', withPr({ timelineItems: { nodes: [{ ...event, label: 1 }] } }), /label/],
  ])('is none with %s', (_name, body, why) => {
    expect(graphql(query, body)).toMatch(why);
  });
});

describe('an answer of REST', () => {
  const release = {
    id: 1,
    tag_name: 'v1',
    name: null,
    body: '',
    draft: true,
    prerelease: false,
    html_url: 'u',
  };
  const page = (n: string | number, host = api) => `<${host}/repositories/7/releases?page=${n}>; rel="next"`;

  it.each<[string, unknown, string?]>([
    ['GET releases', [release], page(2)],
    ['GET releases?page=2', [], page(1).replace('next', 'prev')],
    ['POST releases', release],
    ['GET anything', { of: 'any form' }],
    ['DELETE releases/1', ''],
  ])('may be one to %s', (call, body, link) => {
    expect(rest(call, body, link)).toBeNull();
  });

  it.each<[string, unknown, RegExp, string?]>([
    ['GET releases', {}, /form/],
    ['GET releases', '', /form/],
    ['GET releases', [{ ...release, draft: 'no' }], /form/],
    ['POST releases', [], /form/],
    ['GET issues/1/comments', [{ id: 1 }], /form/],
    ['GET releases', [], /another host/, page(2, 'https://evil.example')],
    ['GET releases', [], /does not end/, page(501)],
    ['GET releases', [], /does not end/, `<${api}/repos/acme/shop/releases>; rel="next"`],
  ])('is none to %s with %j', (call, body, why, link) => {
    expect(rest(call, body, link)).toMatch(why);
  });
});
