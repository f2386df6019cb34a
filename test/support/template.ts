import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder with a fresh sandbox in it, to be copied and never changed. */
    readonly template: string;
  }
}

/** Makes one sandbox with the built CLI; every scenario starts from a copy of it. */
export default function template(project: TestProject): () => void {
  const dir = mkdtempSync(join(tmpdir(), 'rel-template-'));
  execFileSync(process.execPath, ['bin/rel.js', 'sandbox', 'create', join(dir, 'sandbox')], {
    stdio: 'pipe',
  });
  project.provide('template', join(dir, 'sandbox'));
  return () => rmSync(dir, { recursive: true, force: true });
}

/** A copy of the template whose clone points at the copy of the remote. */
export function copySandbox(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  execFileSync('git', ['-C', join(to, 'work'), 'remote', 'set-url', 'origin', join(to, 'origin.git')]);
}
