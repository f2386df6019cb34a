/** A `.graphql` file is its text: esbuild's text loader in the build, a plugin of test/vitest.config.ts in tests. */
declare module '*.graphql' {
  const text: string;
  export default text;
}
