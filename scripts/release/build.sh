#!/usr/bin/env bash
# Builds the binary for a target, its wheel and its archive, and tries both:
# `build.sh TARGET FOLDER "TAG…"`, with the platform tags of the wheel.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${1:?"for which target"}
folder=${2:?"into which folder"}
read -r -a tags <<<"${3:?"which platform tags, for example pypi"}"
mkdir -p "$folder/archives" "$folder/wheels"

# maturin builds what cargo would; one build serves the wheel and the archive.
maturin build --release --locked --target "$target" --compatibility "${tags[@]}" --out "$folder/wheels"
built=${CARGO_TARGET_DIR:-target}/$target/release/kubelint
[[ $target != *-windows-* ]] || built+=.exe
scripts/release/archive.sh "$built" "$target" "$folder/archives"

"$built" check testdata/shop
python3 -m pip install --no-index --find-links "$folder/wheels" kubelint
kubelint --version
