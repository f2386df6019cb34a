import { notSigned, runProgram } from './program.ts';

/**
 * A detached, armoured signature by `gpg`, `gpgsm` or what stands in for them, called as git calls it
 * (`sign_buffer_gpg` of gpg-interface.c). Throws RelError `signing-failed`.
 */
export async function signWithGpg(
  payload: Buffer,
  { program, key, cwd }: { readonly program: string; readonly key: string; readonly cwd: string },
): Promise<string> {
  const ended = await runProgram({ program, args: ['--status-fd=2', '-bsau', key], cwd, input: payload });
  if (ended.code !== 0 || !/^\[GNUPG:\] SIG_CREATED /m.test(ended.stderr)) throw notSigned(program, ended);
  return ended.stdout.toString('latin1');
}
