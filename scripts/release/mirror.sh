#!/usr/bin/env bash
# Publishes packaging/pre-commit-mirror as a version of the mirror repository: `mirror.sh VERSION URL`.
#
# Where MIRROR_TOKEN is set, git is given it as the password.
set -euo pipefail

version=${1:?"which version, for example 1.2.3"}
url=${2:?"the address of the mirror repository"}
cd "$(dirname "$0")/../.."
source=$PWD/packaging/pre-commit-mirror
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT

if [[ -n ${MIRROR_TOKEN:-} ]]; then
  export GIT_CONFIG_COUNT=1
  export GIT_CONFIG_KEY_0=credential.helper
  # shellcheck disable=SC2016 # git's shell expands it, so that the token is in no argument
  export GIT_CONFIG_VALUE_0='!printf "username=x-access-token\npassword=%s\n" "$MIRROR_TOKEN" #'
fi

git clone --quiet "$url" "$clone"
cd "$clone"
if git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then
  echo "the mirror has v$version already"
  exit 0
fi
git rm -r --quiet --ignore-unmatch .
cp -R "$source/." .
./bump.sh "$version"
git add --all
git -c user.name=kubelint -c user.email=release@kubelint.dev commit --quiet --message "kubelint $version"
git tag "v$version"
git push --quiet --atomic origin HEAD "v$version"
