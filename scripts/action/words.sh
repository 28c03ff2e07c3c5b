# shellcheck shell=bash
# Arguments in one text. Sourced.

# Splits TEXT into the array `words`: quotes and backslashes group as in a shell, and nothing is
# expanded. False when a quote is not closed.
split_words() {
  local text="$1" word='' quote='' begun='' char next i
  words=()
  for ((i = 0; i < ${#text}; i++)); do
    char="${text:i:1}"
    next="${text:i+1:1}"
    case "${quote:-outside} $char" in
      "' '" | '" "') quote='' ;;
      # Between double quotes a backslash is itself, unless before what it can free of its meaning.
      '" '\\)
        [[ $next == [\"\\\$\`] ]] || word+="$char"
        word+="$next" i=$((i + 1))
        ;;
      "' "* | '" '*) word+="$char" ;;
      "outside '" | 'outside "') quote="$char" begun=1 ;;
      outside\ \\)
        # At the end of a line it joins the next one.
        [[ $next == $'\n' ]] || word+="$next" begun=1
        i=$((i + 1))
        ;;
      outside\ [[:space:]])
        [ -z "$begun" ] || words+=("$word")
        word='' begun=''
        ;;
      *) word+="$char" begun=1 ;;
    esac
  done
  [ -z "$begun" ] || words+=("$word")
  [ -z "$quote" ]
}
