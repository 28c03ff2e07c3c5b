#!/usr/bin/env bash
# Writes FILE.sha256 beside each archive of a folder, and SHA256SUMS of all: `checksums.sh FOLDER`.
set -euo pipefail
cd "${1:?"which folder"}"
shopt -s nullglob

archives=(*.tar.gz *.zip)
if [[ ${#archives[@]} -eq 0 ]]; then
  echo "there is no archive in $1" >&2
  exit 1
fi
for archive in "${archives[@]}"; do
  sha256sum "$archive" >"$archive.sha256"
done
sha256sum "${archives[@]}" >SHA256SUMS
