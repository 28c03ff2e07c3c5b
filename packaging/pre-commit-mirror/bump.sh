#!/bin/sh
# Pins the version of kubelint that the hooks install, here and in the README: `./bump.sh 1.2.3`.
set -eu
cd "$(dirname "$0")"

version=${1:?"which version, for example 1.2.3"}
case $version in
  *[!0-9A-Za-z.-]* | v*)
    echo "$version is no version: 1.2.3, without a v" >&2
    exit 2
    ;;
esac

# In-place editing is not the same in GNU and BSD sed.
replace() {
  sed "$1" "$2" >"$2.new"
  if cmp -s "$2" "$2.new"; then
    rm "$2.new"
  else
    mv "$2.new" "$2"
  fi
}

replace "s/\"kubelint==[^\"]*\"/\"kubelint==$version\"/" pyproject.toml
replace "s/rev: v.*/rev: v$version/" README.md
