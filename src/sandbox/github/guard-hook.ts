/** The first lines by which the hook is known as ours. */
export const hookMark = '# Protected branches of the sandbox';

/**
 * The `update` hook that refuses what breaks a rule, in GitHub's words (facts 27, 28, 46, 55, 56, and what public logs
 * show): plain POSIX sh over two plain files. `rel-guard/rules` holds GLOB TAB RULE TAB VALUE as guard-rows.ts writes
 * it, `rel-guard/checks` SHA TAB STATE TAB CONTEXT. A hook that was there before runs afterwards, as `hooks/update.own`.
 */
export const updateHook = `#!/bin/sh
${hookMark}: written by the embedded GitHub. Your own hook belongs in update.own.
ref=$1 old=$2 new=$3
guard=\${GIT_DIR:-.}/rel-guard
own=\${GIT_DIR:-.}/hooks/update.own
tab=$(printf '\\t')
who=\${REMOTE_USER:-$(cat "$guard/viewer" 2>/dev/null)}
what=branch
case $ref in refs/tags/*) what=tag ;; esac
reasons= bypassed= bypass= ruleset= code=GH006

is_zero() { [ -z "$(printf %s "$1" | tr -d 0)" ]; }
creates() { is_zero "$old"; }
deletes() { is_zero "$new"; }
updates() { ! creates && ! deletes; }
range() { if creates; then echo "$new"; else echo "$old..$new"; fi; }
fresh() {
  if updates; then git rev-list "$old..$new"
  elif creates; then git rev-list "$new" --not --all; fi
}
changed() { for each in $(fresh); do git diff-tree -r --root --no-commit-id --diff-filter=d "$each"; done; }
paths() { changed | cut -f 2-; }
forbid() {
  reasons="$reasons- $1
"
  if [ -n "$ruleset" ]; then code=GH013; fi
}
refuse() {
  if [ -n "$bypass" ]; then bypassed="$bypassed- $1
"; else forbid "$1"; fi
}
has() { grep -Fqx -- "$new$tab$1$tab$2" "$guard/checks" 2>/dev/null; }
unsigned() {
  git rev-list "$(range)" | while read -r each; do
    git cat-file commit "$each" | sed '/^$/q' | grep -q '^gpgsig' || echo "$each"
  done
}
slashes() { printf %s "$1" | tr -cd /; }
is_for() {
  case $1 in
    "$ref" | '*') return 0 ;;
    *'**'*) case $ref in $1 | $(printf %s "$1" | sed 's|\\*\\*/||g')) return 0 ;; esac ;;
    *'*'*) case $ref in $1) [ "$(slashes "$1")" = "$(slashes "$ref")" ] && return 0 ;; esac ;;
  esac
  return 1
}
# $1: yes where the text must fit, no where it must not; $2: the expression; $3: what is said; $4: the text.
keep() {
  if printf '%s\\n' "$4" | grep -Eq -- "$2"; then fits=yes; else fits=no; fi
  if [ "$fits" != "$1" ]; then refuse "$3"; fi
}
keep_each() {
  for each in $(fresh); do
    before=$reasons$bypassed
    keep "$2" "$3" "$4" "$(git log -1 --format="$1" "$each")"
    if [ "$before" != "$reasons$bypassed" ]; then return; fi
  done
}
pattern() {
  subject=$1
  must=\${2%%"$tab"*} rest=\${2#*"$tab"}
  expression=\${rest%%"$tab"*} said=\${rest#*"$tab"}
  case $subject in
    name) if creates; then keep "$must" "$expression" "$said" "\${ref#refs/*/}"; fi ;;
    *) keep_each "$subject" "$must" "$expression" "$said" ;;
  esac
}
check() {
  wanted=$((wanted + 1))
  if has failing "$1"; then failing=$((failing + 1)) named="Required status check \\"$1\\" is failing."
  elif ! has passing "$1"; then expected=$((expected + 1)) named="Required status check \\"$1\\" is expected."
  fi
}
end_group() {
  if [ $((expected + failing)) -eq 1 ]; then refuse "$named"
  elif [ "$failing" -gt 0 ]; then
    refuse "$((expected + failing)) of $wanted required status checks have not succeeded: $expected expected and $failing failing."
  elif [ "$expected" -gt 0 ]; then refuse "$expected of $wanted required status checks are expected."
  fi
  wanted=0 expected=0 failing=0 named= bypass= ruleset=
}
rule() {
  case $1 in
    group) end_group
      case ,\${2#*:}, in *",$who,"*) bypass=yes ;; esac
      case $2 in ruleset:*) ruleset=yes ;; esac ;;
    no-create) if creates; then refuse 'Cannot create ref due to creations being restricted.'; fi ;;
    no-update) if updates; then refuse 'Cannot update this protected ref.'; fi ;;
    no-force) if updates && ! git merge-base --is-ancestor "$old" "$new"; then
        if [ -n "$ruleset" ]; then refuse "Cannot force-push to this $what"
        else forbid 'Cannot force-push to a protected branch'; fi; fi ;;
    no-delete) if deletes; then
        if [ -n "$ruleset" ]; then refuse "Cannot delete this $what"
        else forbid 'Cannot delete a protected branch'; fi; fi ;;
    frozen) if ! creates; then forbid 'Cannot change the tag of an immutable release'; fi ;;
    locked) if ! creates; then refuse 'Cannot change this locked branch'; fi ;;
    pull-request) if updates; then refuse 'Changes must be made through a pull request.'; fi ;;
    merge-queue) if updates; then refuse 'Changes must be made through the merge queue'; fi ;;
    linear) if ! deletes && [ -n "$(git rev-list --min-parents=2 --max-count=1 "$(range)")" ]; then
        refuse 'This branch must not contain merge commits.'; fi ;;
    signed) if ! deletes && [ -n "$(unsigned)" ]; then
        refuse 'Commits must have verified signatures.'; fi ;;
    only) if ! creates; then
        case ",$2," in *",$who,"*) ;; *) refuse "You're not authorized to push to this branch." ;; esac; fi ;;
    only-create) if creates; then
        case ",$2," in *",$who,"*) ;; *) refuse "You're not authorized to push to this branch." ;; esac; fi ;;
    check) if ! deletes; then check "$2"; fi ;;
    check-update) if updates; then check "$2"; fi ;;
    deployment) if ! deletes; then refuse "Missing successful active $2 deployment."; fi ;;
    workflow) if ! deletes; then refuse "Required workflow '$2' is not satisfied"; fi ;;
    workflow-update) if updates; then refuse "Required workflow '$2' is not satisfied"; fi ;;
    code-scanning) if ! deletes; then
        refuse "Code scanning is waiting for results from $2 for the commit $(printf %.7s "$new")."; fi ;;
    branch-name | tag-name) pattern name "$2" ;;
    message) pattern %B "$2" ;;
    author) pattern %ae "$2" ;;
    committer) pattern %ce "$2" ;;
    file-path) paths | while IFS= read -r path; do case $path in $2) echo "$path" ;; esac; done | grep -q . &&
        refuse 'File path is restricted' ;;
    path-length) paths | awk -v most="$2" 'length($0) > most' | grep -q . &&
        refuse 'File path is too long' ;;
    extension) paths | grep -q -- "\\.$2$" && refuse 'File extension is restricted' ;;
    size) changed | cut -d ' ' -f 4 | git cat-file --batch-check='%(objectsize)' | awk -v most="$2" '$1 > most' |
        grep -q . && refuse 'File size exceeds the limit' ;;
  esac
}

wanted=0 expected=0 failing=0 named=
if [ -f "$guard/rules" ]; then
  while IFS="$tab" read -r name kind value; do
    if is_for "$name"; then rule "$kind" "$value"; fi
  done <"$guard/rules"
fi
end_group
if [ -n "$reasons" ]; then
  if [ "$code" = GH013 ]; then title="GH013: Repository rule violations found for $ref."
  else title="GH006: Protected branch update failed for $ref."; fi
  printf 'error: %s\\n\\n%s' "$title" "$reasons" >&2
  exit 1
fi
if [ -n "$bypassed" ]; then printf 'Bypassed rule violations for %s:\\n\\n%s' "$ref" "$bypassed" >&2; fi
if [ -x "$own" ]; then exec "$own" "$@"; fi
exit 0
`;
