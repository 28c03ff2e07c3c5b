#!/usr/bin/env bash
# Builds the container image from the archives of a release and pushes it:
# `image.sh VERSION FOLDER IMAGE`. Prints the digest.
set -euo pipefail

version=${1:?"which version, for example 1.2.3"}
folder=$(cd "${2:?"where the archives are"}" && pwd)
image=${3:?"which image, for example ghcr.io/kubelint/kubelint"}
cd "$(dirname "$0")/../.."

rm -rf target/image
for pair in amd64:x86_64 arm64:aarch64; do
  platform=${pair%:*}
  name=kubelint-v$version-${pair#*:}-unknown-linux-musl
  mkdir -p "target/image/$platform"
  tar -xzf "$folder/$name.tar.gz" -C "target/image/$platform" --strip-components=1 "$name/kubelint"
done

# 1.2.3 is also 1.2 and latest; a version with a suffix is only itself.
tags=(--tag "$image:$version")
if [[ $version != *-* ]]; then
  tags+=(--tag "$image:${version%.*}" --tag "$image:latest")
fi

# The driver of a fresh docker builds for one platform only.
docker buildx create --driver docker-container --use >&2
docker buildx build . \
  --build-arg BINARY=prebuilt \
  --build-arg "VERSION=$version" \
  --platform linux/amd64,linux/arm64 \
  --metadata-file target/image/metadata.json \
  "${tags[@]}" \
  --push >&2
sed -n 's/.*"containerimage.digest": *"\([^"]*\)".*/\1/p' target/image/metadata.json
