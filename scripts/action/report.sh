#!/usr/bin/env bash
# Hands what kubelint has written to GitHub: outputs, annotations and the summary of the job.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=scripts/action/runner.sh
. "$here/runner.sh"

# What GitHub takes from one step.
summary_limit=1048576
message_limit=4096

main() {
  set_outputs
  annotate
  summarize
}

set_outputs() {
  local level
  for format in sarif json html; do
    if [ -s "$REPORTS/kubelint.$format" ]; then set_output "$format-file" "$REPORTS/kubelint.$format"; fi
  done
  for level in errors warnings infos; do
    set_output "$level" "$(count_of "$level")"
  done
}

# A number of the JSON report's summary. Not every runner has jq.
count_of() {
  [ ! -s "$REPORTS/kubelint.json" ] ||
    sed -n -e '/^  "diagnostics": /q' -e "s/^    \"$1\": \([0-9]*\),*$/\1/p" "$REPORTS/kubelint.json"
}

annotate() {
  if [ -s "$REPORTS/annotations" ]; then cat "$REPORTS/annotations"; fi
  case "$EXIT_CODE" in
    0 | 1) ;;
    *) error "kubelint could not run (exit code $EXIT_CODE). $(words_of_kubelint)" ;;
  esac
}

# What kubelint said of itself, without colours.
words_of_kubelint() {
  local escape=$'\033'
  LC_ALL=C sed "s/${escape}\[[0-9;]*m//g" "$REPORTS/stderr" | head -c "$message_limit"
}

summarize() {
  local summary="$REPORTS/summary.md" size
  if [ ! -s "$summary" ] || [ -z "${GITHUB_STEP_SUMMARY:-}" ]; then return; fi
  size="$(wc -c <"$summary")"
  # kubelint keeps below the limit; GitHub drops a summary that does not.
  if [ "$size" -lt "$summary_limit" ]; then
    cat "$summary" >>"$GITHUB_STEP_SUMMARY"
  else
    notice "the summary of $((size)) bytes is more than GitHub takes: see the log"
  fi
}

main
