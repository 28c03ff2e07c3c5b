#!/usr/bin/env bash
# Prints the version of a release, `verify.sh v1.2.3`, and fails when the checkout is not that of it:
# the tag, Cargo.toml, Cargo.lock, the mirror and the changelog name one version.
set -euo pipefail
cd "$(dirname "$0")/../.."

tag=${1:?"which tag, for example v1.2.3"}
version=${tag#v}

fail() {
  echo "$1" >&2
  exit 1
}

[[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || fail "the tag $tag is not of the form v1.2.3"

manifest=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
[[ $manifest == "$version" ]] || fail "the tag is $tag, and the version in Cargo.toml is $manifest"

locked=$(grep -A 1 '^name = "kubelint"$' Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p')
[[ $locked == "$version" ]] || fail "the version in Cargo.lock is $locked: run \`cargo update --workspace\`"

grep -qF "\"kubelint==$version\"" packaging/pre-commit-mirror/pyproject.toml ||
  fail "the mirror pins another version: run packaging/pre-commit-mirror/bump.sh $version"

scripts/release/notes.sh "$version" >/dev/null
echo "$version"
