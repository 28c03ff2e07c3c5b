#!/usr/bin/env bash
# Makes the release of a version on GitHub, with the files of a folder: `publish.sh 1.2.3 FOLDER`.
set -euo pipefail

version=${1:?"which version, for example 1.2.3"}
folder=$(cd "${2:?"where the files are"}" && pwd)
cd "$(dirname "$0")/../.."

options=(--title "$version" --notes-file -)
[[ $version != *-* ]] || options+=(--prerelease)
notes=$(scripts/release/notes.sh "$version")
gh release create "v$version" --verify-tag "${options[@]}" "$folder"/* <<<"$notes"
