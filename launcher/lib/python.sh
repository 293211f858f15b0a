# shellcheck shell=bash
# Finds a Python that can create virtual environments and that Lambda has as a runtime.

# The pinned tools are locked for these; Lambda does not have 3.15 and later yet.
OLDEST_PYTHON=11
NEWEST_PYTHON=14
PYTHON_PROBLEM=''

# Prints the interpreter's real path (outside any active virtual environment), or "old …", or "venv …".
PYTHON_PROBE='
import sys, os
v = sys.version_info
# Resolved, so that the link of an environment breaks (and is noticed) when exactly this version is removed.
base = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
if v[0] != 3 or not int(sys.argv[1]) <= v[1] <= int(sys.argv[2]):
    print("version %d.%d %s" % (v[0], v[1], base)); sys.exit()
try:
    import venv, ensurepip
except ImportError:
    print("venv %d.%d %s" % (v[0], v[1], base)); sys.exit()
print("ok %d.%d %s" % (v[0], v[1], base))
'

python_candidates() {
  local minor
  if [ -n "${SLIPWAY_PYTHON:-}" ]; then
    printf '%s\n' "$SLIPWAY_PYTHON"
    return 0
  fi
  printf '%s\n' python3 python3.12 python3.13 python3.11 python3.14
  for minor in 12 13 11 14; do
    printf '%s\n' /opt/homebrew/bin/python3.$minor /usr/local/bin/python3.$minor /usr/bin/python3.$minor
  done
}

# Sets PYTHON to an absolute path, PYTHON_VERSION to 3.N; else PYTHON_PROBLEM says what is wrong with the ones found.
find_python() {
  local candidate answer
  PYTHON='' PYTHON_VERSION='' PYTHON_PROBLEM=''
  while IFS= read -r candidate; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    answer="$("$candidate" -I -c "$PYTHON_PROBE" "$OLDEST_PYTHON" "$NEWEST_PYTHON" 2>/dev/null)" || continue
    case "$answer" in
      ok\ *)
        answer="${answer#ok }"
        PYTHON_VERSION="${answer%% *}"
        PYTHON="${answer#* }"
        return 0
        ;;
      *) [ -n "$PYTHON_PROBLEM" ] || PYTHON_PROBLEM="$answer" ;;
    esac
  done < <(python_candidates)
  return 1
}
