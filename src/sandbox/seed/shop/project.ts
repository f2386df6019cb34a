import type { Files } from '../tree.ts';

/** What stands around the code: the project's own files and its documentation. */
export const project: Files = {
  '.editorconfig': `root = true

[*]
indent_style = space
indent_size = 2
end_of_line = lf
insert_final_newline = true
`,
  '.gitignore': `node_modules/
dist/
coverage/
`,
  '.github/workflows/ci.yml': `name: ci
on:
  push:
    branches: [devel, main, "rc/**", "hotfix/**"]
  pull_request:
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: npm ci
      - run: npm run build
  unit:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: npm ci
      - run: npm test
`,
  '.github/CODEOWNERS': `* @dora @dan @dina
/src/payment/ @dora
/.github/ @omar
`,
  'README.md': `# shop

The Acme shop: catalogue, cart, checkout and payment in one small service.

    npm ci
    npm test
    npm start

Work goes to \`devel\`. What is on \`main\` is what customers see. See docs/releasing.md.
`,
  'CHANGELOG.md': `# Changelog

Every release has its notes on the releases page. This file tells what an upgrade needs to know.

## 1.5.0

- Orders have a reference that customers can quote.
- The environment variable SHOP_PORT replaces PORT.
`,
  'package.json': `{
  "name": "@acme/shop",
  "version": "0.0.0",
  "private": true,
  "type": "module",
  "scripts": {
    "build": "tsc -p .",
    "start": "node dist/server.js",
    "test": "node --test dist/test"
  },
  "devDependencies": {
    "typescript": "^5.9.0"
  }
}
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "strict": true,
    "outDir": "dist"
  },
  "include": ["src", "test"]
}
`,
  'docs/architecture.md': `# Architecture

| folder | what it does |
|---|---|
| src/catalogue | what is for sale |
| src/cart | what a customer wants |
| src/checkout | turns a cart into an order |
| src/payment | takes the money |
| src/shipping | what delivery costs, and when it comes |
| src/mail | what the customer reads |

Amounts are in euros with two decimals. Nothing talks to the payment provider but src/payment.
`,
  'docs/releasing.md': `# Releasing

1. Features are merged into \`devel\` until the train is cut: \`rc/VERSION\`.
2. On the RC branch only fixes arrive, each approved by QA.
3. The newest candidate that passes is tagged and merged into \`main\`.
4. A hotfix goes to \`main\` first and is then brought back to \`devel\` and to the live train.
`,
  'docs/runbook.md': `# Runbook

## The payment provider is down

Set SHOP_PAYMENT=off. Checkout then says so; carts stay as they are.

## Orders are stuck in "paid"

Run \`npm run orders:resume\`. It is safe to run twice.
`,
};
