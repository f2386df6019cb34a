export const viewer = 'query Viewer { viewer { __typename login } }';
export interface Viewer {
  readonly viewer: { readonly __typename: string; readonly login: string };
}
