/** The prefixes GitHub puts before its node ids, by our word for the object. */
const prefixes = {
  repository: 'R',
  user: 'U',
  team: 'T',
  label: 'LA',
  milestone: 'MI',
  issue: 'I',
  pull: 'PR',
  comment: 'IC',
  review: 'PRR',
  event: 'EV',
  status: 'SC',
  checkRun: 'CR',
  checkSuite: 'CS',
  release: 'RE',
  deployment: 'DE',
  deploymentStatus: 'DES',
  ref: 'REF',
  commit: 'C',
  tree: 'TR',
  tag: 'TA',
  app: 'A',
} as const;

export type NodeKind = keyof typeof prefixes;

/** The global id of an object, the same in REST (`node_id`) and GraphQL (`id`): `PR_` and the database id or name. */
export function nodeId(kind: NodeKind, key: number | string): string {
  return `${prefixes[kind]}_${Buffer.from(String(key)).toString('base64url')}`;
}

/** What a global id names: its kind and the database id, SHA or name as text; null for anything else. */
export function readNodeId(id: string): { kind: NodeKind; key: string } | null {
  const [prefix, rest] = [id.slice(0, id.indexOf('_')), id.slice(id.indexOf('_') + 1)];
  const kind = (Object.keys(prefixes) as NodeKind[]).find((name) => prefixes[name] === prefix);
  return kind === undefined ? null : { kind, key: Buffer.from(rest, 'base64url').toString() };
}
