# shellcheck shell=bash
# How the scripts of the Action speak with GitHub's runner. Sourced; bash 3.2 is what macOS has.

# Text as the message of a workflow command.
escaped() {
  local text="$1" cr=$'\r' lf=$'\n'
  text="${text//%/%25}"
  text="${text//$cr/%0D}"
  printf '%s' "${text//$lf/%0A}"
}

notice() {
  printf '::notice title=kubelint::%s\n' "$(escaped "$1")"
}

error() {
  printf '::error title=kubelint::%s\n' "$(escaped "$1")"
}

fail() {
  error "$1"
  exit 2
}

# What nobody can have written into a file beforehand.
random_token() {
  LC_ALL=C od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# Sets an output of the step, whatever is in the value.
set_output() {
  local end
  end="end-$(random_token)"
  printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

# is_true NAME VALUE DEFAULT: whether an input is true. An empty one is its default.
is_true() {
  case "$(printf '%s' "${2:-$3}" | tr '[:upper:]' '[:lower:]')" in
    true) return 0 ;;
    false) return 1 ;;
    *) fail "the input \`$1\` is true or false, not \`$2\`" ;;
  esac
}

# A folder of the runner. Slashes, which Windows takes as well, mean the same to every program.
folder_of_runner() {
  printf '%s' "${1//\\//}"
}
