#!/usr/bin/env bash
# Puts kubelint on the PATH: the binary of a release, or one built from the source of the Action.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=scripts/action/runner.sh
. "$here/runner.sh"

action="$(folder_of_runner "$GITHUB_ACTION_PATH")"
temp="$(folder_of_runner "$RUNNER_TEMP")"
# For mirrors.
releases="${KUBELINT_RELEASES_URL:-https://github.com/kubelint/kubelint/releases/download}"
number='[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?'
version_like="^$number\$"
tag_like="^v$number\$"
commit_like='^[0-9a-f]{40}$'

main() {
  # A wrong word would check what is only to be installed for.
  is_true install-only "$INPUT_INSTALL_ONLY" false || true
  local source_version version target cache folder
  source_version="$(sed -n '/^version = /{s/^version = "\(.*\)"$/\1/p;q;}' "$action/Cargo.toml")"
  version="$(wanted_version "$source_version")"
  [[ $version =~ $version_like ]] || fail "the input \`version\` is like 1.2.3, not \`$version\`"
  target="$(target_of_runner)"
  cache="$(folder_of_runner "${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}")/kubelint/$version"
  mkdir -p "$cache"
  work="$(mktemp -d "$temp/kubelint-install.XXXXXX")"
  trap 'rm -rf "$work"' EXIT

  folder="$cache/$target"
  if [ -z "$target" ] || ! { is_installed "$folder" || download "$version" "$target" "$folder"; }; then
    [ "$version" = "$source_version" ] || fail "kubelint $version has no binary for $RUNNER_OS $RUNNER_ARCH, and \
this Action is the source of $source_version: use kubelint/kubelint@v$version, without the input \`version\`"
    folder="$(folder_of_source "$cache")"
    is_installed "$folder" || build "$version" "$folder"
  fi
  publish "$folder"
}

# The version that is asked for: by the input, else by the tag of the Action, else by its source.
wanted_version() {
  if [ -n "$INPUT_VERSION" ]; then
    printf '%s' "${INPUT_VERSION#v}"
  elif [[ $ACTION_REF =~ $tag_like ]]; then
    printf '%s' "${ACTION_REF#v}"
  else
    printf '%s' "$1"
  fi
}

# The target of the release binary for this runner; nothing when there is none.
target_of_runner() {
  case "$RUNNER_OS-$RUNNER_ARCH" in
    Linux-X64) echo x86_64-unknown-linux-musl ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
  esac
}

program() {
  if [ "$RUNNER_OS" = Windows ]; then echo kubelint.exe; else echo kubelint; fi
}

is_installed() {
  [ -x "$1/$(program)" ]
}

# Downloads the release VERSION for TARGET into FOLDER; false when there is no such file.
download() {
  local version="$1" target="$2" folder="$3"
  local name="kubelint-v$version-$target" archive expected actual
  archive="$name.tar.gz"
  if [ "$RUNNER_OS" = Windows ]; then archive="$name.zip"; fi
  fetch "v$version/$archive" || return 1
  # Whoever can replace the binary can leave out its checksum.
  fetch "v$version/$archive.sha256" || fail "$archive has no checksum at $releases/v$version/$archive.sha256"
  expected="$(cut -d ' ' -f 1 "$work/$archive.sha256" | tr '[:upper:]' '[:lower:]')"
  [[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "$archive.sha256 of the release holds no SHA-256 checksum"
  actual="$(sha256_of "$work/$archive")"
  [ "$actual" = "$expected" ] || fail "the checksum of $archive is wrong: expected $expected, got $actual"
  if ! unpack "$archive" || [ ! -f "$work/$name/$(program)" ]; then fail "$archive holds no $name/$(program)"; fi
  keep "$work/$name/$(program)" "$folder"
}

# Downloads a file of the releases into the work folder; false when there is none.
fetch() {
  local url="$releases/$1" file="$work/${1##*/}" status
  if status="$(authorization | curl --silent --show-error --fail --location --connect-timeout 20 --retry 3 \
    --header @- --output "$file" --write-out '%{http_code}' "$url" 2>"$work/curl.log")"; then
    return
  fi
  [ "$status" = 404 ] || fail "$url cannot be downloaded: $(cat "$work/curl.log")"
  return 1
}

# The header with the token, for curl's standard input: arguments can be seen by other programs. A
# token of another server is not for this one.
authorization() {
  [ -n "$INPUT_TOKEN" ] || return 0
  if [ -n "${KUBELINT_RELEASES_URL:-}" ] || [ "${releases#"$GITHUB_SERVER_URL/"}" != "$releases" ]; then
    printf 'Authorization: Bearer %s\n' "$INPUT_TOKEN"
  fi
}

sha256_of() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# Names without a folder, as tar takes the colon of `C:` for that of a host.
unpack() {
  case "$1" in
    *.zip) (cd "$work" && unzip -q "$1") ;;
    *) (cd "$work" && tar -xzf "$1") ;;
  esac
}

# Moves a program to where later jobs of this machine find it: all of it, or nothing.
keep() {
  local staged
  staged="$(mktemp -d "$2.XXXXXX")"
  mv "$1" "$staged/"
  chmod 755 "$staged" "$staged/$(program)"
  # Another job may have been faster.
  if ! is_installed "$2"; then rm -rf "$2" && mv "$staged" "$2"; else rm -rf "$staged"; fi
}

# Where the build of the Action's source belongs. A branch moves on, so that what was built from one
# is of no use to another job.
folder_of_source() {
  if [[ $ACTION_REF =~ $tag_like || $ACTION_REF =~ $commit_like ]]; then
    printf '%s/source-%s' "$1" "$ACTION_REF"
  else
    printf '%s/kubelint-source' "$temp"
  fi
}

build() {
  notice "kubelint $1 has no binary for $RUNNER_OS $RUNNER_ARCH: building it from source, which takes minutes"
  command -v cargo >/dev/null || fail "kubelint is to be built from source, and cargo is not installed: https://rustup.rs"
  # Not where the job is: the toolchain and the config of its project are not those of kubelint.
  (cd "$action" && CARGO_TARGET_DIR="$work/target" \
    cargo install --locked --path "$GITHUB_ACTION_PATH" --root "$work/built") || fail "kubelint cannot be built"
  keep "$work/built/bin/$(program)" "$2"
}

publish() {
  local kubelint version
  kubelint="$1/$(program)"
  version="$("$kubelint" --version)" || fail "$kubelint does not run on this machine"
  printf '%s\n' "$1" >>"$GITHUB_PATH"
  set_output kubelint "$kubelint"
  set_output version "${version##* }"
  printf '%s in %s\n' "$version" "$1"
}

main
