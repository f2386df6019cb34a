/** Ids of things that only GraphQL shows as nodes, in the form of node-id.ts. They cannot be asked for by `node`. */
export const otherId = (
  prefix: 'SCR' | 'S' | 'PRC' | 'RR' | 'WFR' | 'WF' | 'B' | 'BPR' | 'PA',
  key: number | string,
): string => `${prefix}_${Buffer.from(String(key)).toString('base64url')}`;
