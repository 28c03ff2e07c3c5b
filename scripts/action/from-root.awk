# Puts a folder, which ends with a slash, before the paths of annotations and of SARIF: FOLDER_PROPERTY
# is it as a property of an annotation, FOLDER_URI as a part of a URI. Absolute paths and standard
# input stay what they are.

match($0, /^::[a-z]+ file=/) {
  rewrite(RLENGTH, ",", ENVIRON["FOLDER_PROPERTY"])
}

match($0, /^ *"uri": "/) {
  rewrite(RLENGTH, "\"", ENVIRON["FOLDER_URI"])
}

{
  print
}

# Rewrites the path of the line, which begins after `before` characters and goes on to `end`.
function rewrite(before, end, folder,    path, length_of_path) {
  path = substr($0, before + 1)
  length_of_path = index(path, end) - 1
  if (path ~ /^(\/|<|%3C|[A-Za-z]+(:|%3A))/) return
  $0 = substr($0, 1, before) normal(folder substr(path, 1, length_of_path)) substr(path, length_of_path + 1)
}

# A path without `.` and `..`, as far as it does not leave the repository.
function normal(path,    parts, count, kept, i, whole) {
  count = split(path, parts, "/")
  for (i = 1; i <= count; i++) {
    if (parts[i] == "." || parts[i] == "") continue
    if (parts[i] == ".." && kept > 0 && parts[kept] != "..") kept--
    else parts[++kept] = parts[i]
  }
  for (i = 1; i <= kept; i++) whole = whole (i > 1 ? "/" : "") parts[i]
  return whole
}
