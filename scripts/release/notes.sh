#!/usr/bin/env bash
# Prints what CHANGELOG.md says about a version: `notes.sh 1.2.3`.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=${1:?"which version, for example 1.2.3"}

notes=$(awk -v heading="## [$version]" '
  /^## / { inside = index($0, heading) == 1; next }
  /^\[[^]]*\]: / { next }
  inside
' CHANGELOG.md)

# The shell has dropped trailing line breaks; those before the first line go as well.
notes=${notes#"${notes%%[![:space:]]*}"}
if [[ -z $notes ]]; then
  echo "CHANGELOG.md says nothing about $version" >&2
  exit 1
fi
printf '%s\n' "$notes"
