import { readFileSync } from 'node:fs';

/** A vite plugin: importing a `.graphql` file gives its text, as esbuild's text loader does in the build. */
export const graphqlText = {
  name: 'graphql-text',
  load(id: string): string | null {
    return id.endsWith('.graphql') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))};` : null;
  },
};
