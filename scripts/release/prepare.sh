#!/usr/bin/env bash
# Writes a version wherever it stands, and dates the changelog: `prepare.sh 1.2.3`. docs/releasing.md
# says what follows.
# shellcheck disable=SC2016 # the programs are those of awk
set -euo pipefail
cd "$(dirname "$0")/../.."

version=${1:?"which version, for example 1.2.3"}
today=$(date -u +%F)
old=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)

# rewrite FILE PROGRAM: awk has no editing in place that every awk knows.
rewrite() {
  awk -v version="$version" -v old="$old" -v today="$today" "$2" "$1" >"$1.new"
  mv "$1.new" "$1"
}

packaging/pre-commit-mirror/bump.sh "$version"
rewrite Cargo.toml '$0 == "version = \"" old "\"" { $0 = "version = \"" version "\"" } { print }'
rewrite Cargo.lock '
  /^name = / { ours = $0 == "name = \"kubelint\"" }
  ours && /^version = / { $0 = "version = \"" version "\"" }
  { print }
'
for page in README.md docs/*.md; do
  rewrite "$page" '
    { sub(/rev: v[0-9][^ ]*/, "rev: v" version) }
    { sub(/kubelint\/kubelint@v[0-9][^ ]*/, "kubelint/kubelint@v" version) }
    { print }
  '
done
rewrite CHANGELOG.md '
  { print }
  /^## \[Unreleased\]$/ { print "\n## [" version "] - " today }
'
scripts/release/verify.sh "v$version"
