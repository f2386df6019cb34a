/** The first lines by which the hook is known as ours. */
export const hookMark = '# Protected branches of the sandbox';

/**
 * The `update` hook that refuses what breaks a protected branch, in GitHub's words (facts 27, 28, 56): plain POSIX sh
 * over two plain files. `rel-guard/rules` holds REF TAB RULE TAB VALUE, `rel-guard/checks` SHA TAB STATE TAB CONTEXT.
 * A hook that was there before runs afterwards, as `hooks/update.own`.
 */
export const updateHook = `#!/bin/sh
${hookMark}: written by the embedded GitHub. Your own hook belongs in update.own.
ref=$1 old=$2 new=$3
guard=\${GIT_DIR:-.}/rel-guard
own=\${GIT_DIR:-.}/hooks/update.own
tab=$(printf '\\t')
who=\${REMOTE_USER:-$(cat "$guard/viewer" 2>/dev/null)}
hard= soft= bypass= ruleset= wanted=0 expected=0 failing=0 named=

is_zero() { [ -z "$(printf %s "$1" | tr -d 0)" ]; }
range() { if is_zero "$old"; then echo "$new"; else echo "$old..$new"; fi; }
refuse() { soft="$soft- $1
"; }
forbid() { hard="$hard- $1
"; }
has() { grep -Fqx -- "$new$tab$1$tab$2" "$guard/checks" 2>/dev/null; }
updates() { ! is_zero "$old" && ! is_zero "$new"; }
unsigned() {
  git rev-list "$(range)" | while read -r each; do
    git cat-file commit "$each" | sed '/^$/q' | grep -q '^gpgsig' || echo "$each"
  done
}
rule() {
  case $1 in
    no-force) if updates && ! git merge-base --is-ancestor "$old" "$new"; then
        forbid 'Cannot force-push to a protected branch'; fi ;;
    no-delete) if is_zero "$new"; then forbid 'Cannot delete a protected branch'; fi ;;
    frozen) if ! is_zero "$old"; then forbid 'Cannot change the tag of an immutable release'; fi ;;
    locked) refuse 'Cannot change this locked branch' ;;
    pull-request) if updates; then refuse 'Changes must be made through a pull request.'; fi ;;
    linear) if ! is_zero "$new" && [ -n "$(git rev-list --min-parents=2 --max-count=1 "$(range)")" ]; then
        refuse 'This branch must not contain merge commits.'; fi ;;
    signed) if ! is_zero "$new" && [ -n "$(unsigned)" ]; then
        refuse 'Commits must have verified signatures.'; fi ;;
    only) case ",$2," in *",$who,"*) ;; *) refuse "You're not authorized to push to this branch." ;; esac ;;
    ruleset) ruleset=yes ;;
    bypass) if [ "$2" = "$who" ]; then bypass=yes; fi ;;
    check) is_zero "$new" && return
      wanted=$((wanted + 1))
      if has failing "$2"; then failing=$((failing + 1)) named="Required status check \\"$2\\" is failing."
      elif ! has passing "$2"; then expected=$((expected + 1)) named="Required status check \\"$2\\" is expected."
      fi ;;
  esac
}

if [ -f "$guard/rules" ]; then
  while IFS="$tab" read -r name kind value; do
    if [ "$name" = "$ref" ]; then rule "$kind" "$value"; fi
  done <"$guard/rules"
fi
if [ $((expected + failing)) -eq 1 ]; then refuse "$named"
elif [ "$failing" -gt 0 ]; then
  refuse "$((expected + failing)) of $wanted required status checks have not succeeded: $expected expected and $failing failing."
elif [ "$expected" -gt 0 ]; then refuse "$expected of $wanted required status checks are expected."
fi
if [ -n "$bypass" ] && [ -z "$hard" ]; then
  if [ -n "$soft" ]; then printf 'Bypassed rule violations for %s:\\n\\n%s' "$ref" "$soft" >&2; fi
elif [ -n "$hard$soft" ]; then
  if [ -n "$ruleset" ]; then
    printf 'error: GH013: Repository rule violations found for %s.\\n\\n%s' "$ref" "$hard$soft" >&2
  else
    printf 'error: GH006: Protected branch update failed for %s.\\n\\n%s' "$ref" "$hard$soft" >&2
  fi
  exit 1
fi
if [ -x "$own" ]; then exec "$own" "$@"; fi
exit 0
`;
