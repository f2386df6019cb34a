/** Commands of git in which texts name the remote as it is called by habit. */
const calls =
  /\bgit (ls-remote(?: --tags)?|push(?: --force)?|fetch|remote set-url|lfs push --all) origin\b(?!\/)/g;
const tracked = /\bgit (log|merge --allow-unrelated-histories) origin\//g;

/**
 * The commands of git that a text tells a person to type, each with the remote that trains run on in this clone. A name
 * that a shell would not take as it stands is left to them: `NAME`.
 */
export function withRemote(text: string, remote: string): string {
  if (remote === 'origin') return text;
  const name = /^\w[\w./-]*$/.test(remote) ? remote : 'NAME';
  return text.replaceAll(calls, `git $1 ${name}`).replaceAll(tracked, `git $1 ${name}/`);
}
