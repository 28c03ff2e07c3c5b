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
  start_from_root "$REPORTS/kubelint.sarif"
  start_from_root "$REPORTS/annotations"
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

# Lets the paths of a report start at the root of the repository, as GitHub reads them. kubelint's
# start at the working directory.
start_from_root() {
  local folder
  folder="$(git rev-parse --show-prefix 2>/dev/null)" || return 0
  if [ -z "$folder" ] || [ ! -s "$1" ]; then return; fi
  FOLDER_PROPERTY="$(property "$folder")" FOLDER_URI="$(uri "$folder")" \
    LC_ALL=C awk -f "$here/from-root.awk" "$1" >"$1.new"
  mv "$1.new" "$1"
}

# Text as a property of a workflow command.
property() {
  local text
  text="$(escaped "$1")"
  text="${text//:/%3A}"
  printf '%s' "${text//,/%2C}"
}

# A path as a part of a URI, byte by byte.
uri() {
  local LC_ALL=C byte i
  for ((i = 0; i < ${#1}; i++)); do
    byte="${1:i:1}"
    case "$byte" in
      [A-Za-z0-9._~/-]) printf '%s' "$byte" ;;
      # Some versions of bash take a byte for a negative number.
      *) printf '%%%02X' "$(($(printf '%d' "'$byte") & 255))" ;;
    esac
  done
}

main
