#!/usr/bin/env bash
# Packs a binary that was built for a target, `archive.sh BINARY TARGET FOLDER`, and prints the archive.
# The binary writes its man pages and completions, so it has to run here.
set -euo pipefail

binary=${1:?"which binary"}
target=${2:?"for which target"}
folder=${3:?"into which folder"}
checkout=$(cd "$(dirname "$0")/../.." && pwd)

version=$("$binary" --version)
name=kubelint-v${version#kubelint }-$target
content=$folder/$name
mkdir -p "$content/man" "$content/completions"

install -m 755 "$binary" "$content/"
for text in README.md LICENSE CHANGELOG.md; do
  install -m 644 "$checkout/$text" "$content/"
done
"$binary" man "$content/man" >&2
"$binary" completions bash >"$content/completions/kubelint.bash"
"$binary" completions zsh >"$content/completions/_kubelint"
"$binary" completions fish >"$content/completions/kubelint.fish"
"$binary" completions powershell >"$content/completions/_kubelint.ps1"
"$binary" completions elvish >"$content/completions/kubelint.elv"

cd "$folder"
case $target in
  *-windows-*)
    archive=$name.zip
    python3 -m zipfile -c "$archive" "$name"
    ;;
  *)
    archive=$name.tar.gz
    tar -czf "$archive" "$name"
    ;;
esac
rm -r "$name"
echo "$folder/$archive"
