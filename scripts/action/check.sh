#!/usr/bin/env bash
# Runs kubelint once: for people into the log, for everything else into files. Never fails by what
# kubelint finds; sets the outputs `exit-code` and `reports`, the folder of the files.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=scripts/action/runner.sh
. "$here/runner.sh"
# shellcheck source=scripts/action/words.sh
. "$here/words.sh"

main() {
  local code=0 reports token
  reports="$(mktemp -d "$(folder_of_runner "$RUNNER_TEMP")/kubelint.XXXXXX")"
  collect_arguments "$reports"
  # Of the job, and meant for runs that have one report. Colours are for the log alone.
  unset KUBELINT_FORMAT KUBELINT_OUTPUT
  if [ -z "${NO_COLOR:-}" ]; then export KUBELINT_COLOR="${KUBELINT_COLOR:-always}"; fi
  # Else Git Bash turns arguments like `/spec` into paths of its own.
  export MSYS_NO_PATHCONV=1 MSYS2_ARG_CONV_EXCL='*'

  # A manifest can make kubelint print any line, also one that the runner takes for a command.
  token="$(random_token)"
  printf '::stop-commands::%s\n' "$token"
  "$KUBELINT" check "${arguments[@]}" </dev/null 2>"$reports/stderr" || code=$?
  cat "$reports/stderr"
  printf '\n::%s::\n' "$token"

  set_output exit-code "$code"
  set_output reports "$reports"
}

# Sets the array `arguments` from the inputs.
collect_arguments() {
  local reports="$1" versions
  arguments=(--format human --format "json=$reports/kubelint.json")
  arguments+=(--format "sarif=$reports/kubelint.sarif" --format "html=$reports/kubelint.html")
  if is_true annotations "$INPUT_ANNOTATIONS" true; then arguments+=(--format "github=$reports/annotations"); fi
  if is_true summary "$INPUT_SUMMARY" true; then arguments+=(--format "summary-md=$reports/summary.md"); fi
  # The upload is a step of its own, which a wrong word would skip without a sound.
  is_true sarif "$INPUT_SARIF" false || true
  option --fail-on "$INPUT_FAIL_ON"
  option --config "$INPUT_CONFIG"
  option --baseline "$INPUT_BASELINE"
  versions="$(printf '%s' "$INPUT_KUBERNETES_VERSIONS" | tr -s ', \r\n\t' ',')"
  versions="${versions#,}"
  option --kubernetes-version "${versions%,}"
  if is_true changed-only "$INPUT_CHANGED_ONLY" false; then
    option --changed-since "$BASE"
  else
    option --changed-first "$BASE"
  fi
  split_words "$INPUT_ARGS" || fail "a quote is not closed in the input \`args\`"
  arguments+=(${words[@]+"${words[@]}"} --)
  collect_paths
}

option() {
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}

collect_paths() {
  local line some='' cr=$'\r'
  while IFS=$' \t' read -r line; do
    if [ -n "$line" ]; then arguments+=("$line") some=1; fi
  done <<<"${INPUT_PATHS//$cr/}"
  [ -n "$some" ] || arguments+=(.)
}

main
