#!/usr/bin/env bash
# Finds the commit that the change is held against, and fetches what is missing of the way to it.
# Sets the output `base`; without one, all findings are reported.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=scripts/action/runner.sh
. "$here/runner.sh"

# By how many commits a shallow clone is deepened, one after another.
steps='15 50 200 1000 4000'

main() {
  local base
  export GIT_TERMINAL_PROMPT=0
  use_token
  if is_true changed-only "$INPUT_CHANGED_ONLY" false; then
    base="$(base_of_event)"
    [ -n "$base" ] || give_up "there is nothing that a $GITHUB_EVENT_NAME event changes"
    reach "$base" "$steps" || give_up "the base $base cannot be fetched"
    # Nothing would be reported at all: the checkout is that of the base.
    [ "$(git merge-base "$base" HEAD)" != "$(git rev-parse HEAD)" ] || give_up "the commit that is checked out changes nothing since $base"
    set_output base "$base"
  elif is_true annotations "$INPUT_ANNOTATIONS" true && [ "$GITHUB_EVENT_NAME" = pull_request ]; then
    # Only the order of annotations depends on it, so it may cost one commit and no more.
    base="$(merged_base)"
    if [ -n "$base" ]; then
      reach "$base" '' || return 0
    else
      base="$BASE_SHA"
      parted "$base" || return 0
    fi
    set_output base "$base"
  fi
}

give_up() {
  local details=''
  if [ -s "$log" ]; then details=" ($(tail -n 3 "$log"))"; fi
  notice "\`changed-only\`: $1, so all findings are reported$details"
  exit 0
}

# What the change is held against.
base_of_event() {
  local base
  base="$(merged_base)"
  [ -n "$base" ] || base="$BASE_SHA"
  case "$base" in
    *[!0]*) printf '%s' "$base" ;;
    # A branch that was not there before.
    0*) tip_of_default_branch ;;
  esac
}

# The base that GitHub has merged the pull request into, when that merge is what is checked out. A
# shallow clone does not have it, but the merge names it.
merged_base() {
  local parents lf=$'\n'
  [ "$GITHUB_EVENT_NAME" = pull_request ] && [ "$(git rev-parse HEAD 2>/dev/null)" = "$GITHUB_SHA" ] || return 0
  parents="$(git cat-file commit HEAD | sed -n '1,/^$/s/^parent //p')"
  case "$parents" in
    *"$lf"*) printf '%s' "${parents%%"$lf"*}" ;;
  esac
}

tip_of_default_branch() {
  local branch="refs/heads/$DEFAULT_BRANCH"
  case "$GITHUB_REF" in
    "$branch") ;;
    refs/heads/*) { git ls-remote origin "$branch" 2>>"$log" || true; } | cut -f 1 ;;
  esac
}

# reach BASE STEPS: makes the commit in which BASE and HEAD parted a part of the clone; false when
# that fails.
reach() {
  local base="$1" head depth
  ! parted "$base" || return 0
  if ! is_shallow; then
    fetch "$base" && parted "$base"
    return
  fi
  head="$(git rev-parse HEAD)"
  # Most often the base is a parent: of a merge, or of the only commit.
  if fetch --deepen=1 "$head" && parted "$base"; then return; fi
  [ -n "$2" ] || return 1
  for depth in $2; do
    # What was pushed over is on no branch any more, and git deepens only what is.
    fetch --depth="$depth" "$base" || return 1
    fetch --deepen="$depth" "$head" || return 1
    ! parted "$base" || return 0
    is_shallow || return 1
  done
  return 1
}

parted() {
  git merge-base "$1" HEAD >/dev/null 2>&1
}

is_shallow() {
  [ "$(git rev-parse --is-shallow-repository 2>/dev/null)" = true ]
}

# fetch [--depth=N | --deepen=N] COMMIT
fetch() {
  local commit="${2:-$1}" depth="${2:+$1}"
  git fetch --quiet --no-tags --no-recurse-submodules ${depth:+"$depth"} origin "$commit" 2>>"$log"
}

# Lets git use the token for GitHub, unless the checkout left credentials. Through the environment,
# as arguments can be seen by other programs.
use_token() {
  local header="http.$GITHUB_SERVER_URL/.extraheader"
  if [ -z "$INPUT_TOKEN" ] || git config --get-all "$header" >/dev/null 2>&1; then return; fi
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="$header"
  GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$INPUT_TOKEN" | base64 | tr -d '\n')"
  export GIT_CONFIG_VALUE_0
}

log="$(mktemp "$(folder_of_runner "$RUNNER_TEMP")/kubelint-git.XXXXXX")"
trap 'rm -f "$log"' EXIT
main
