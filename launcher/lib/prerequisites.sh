# shellcheck shell=bash
# What must be installed first: a JDK and a Python. Everything missing is reported at once.

MISSING=''

missing() { MISSING="$MISSING
  ${BOLD}$1${PLAIN}
$(printf '%s\n' "$2" | sed 's/^/      /')"; }

need_jdk() {
  local found instead
  if [ -n "${JDK:-}" ]; then return 0; fi
  found="$(find_jdk)"
  if [ -z "$found" ]; then
    instead="$(other_java)"
    missing "JDK $REQUIRED_JAVA${instead:+ ($instead)}" "$(jdk_advice)"
    return 0
  fi
  JDK="$found"
  JAVA_HOME="$found"
  export JAVA_HOME
}

jdk_advice() {
  case "$(uname -s)" in
    Darwin) say_lines "brew install --cask temurin@$REQUIRED_JAVA" ;;
    *) say_lines "Debian, Ubuntu: apt-get install temurin-$REQUIRED_JAVA-jdk (from Adoptium's repository) or openjdk-$REQUIRED_JAVA-jdk" \
      "Fedora: dnf install java-$REQUIRED_JAVA-openjdk-devel" ;;
  esac
  say_lines "any system: sdk install java $REQUIRED_JAVA-tem (sdkman)" \
    "already installed somewhere unusual? export JAVA_HOME=<its folder>"
}

need_python() {
  if [ -n "${PYTHON:-}" ]; then return 0; fi
  if find_python; then
    export SLIPWAY_PYTHON="$PYTHON"
    return 0
  fi
  case "$PYTHON_PROBLEM" in
    venv*) missing "Python's venv module (found: ${PYTHON_PROBLEM#venv })" "$(venv_advice)" ;;
    version*) missing "Python 3.$OLDEST_PYTHON to 3.$NEWEST_PYTHON (found: ${PYTHON_PROBLEM#version })" "$(python_advice)" ;;
    *) missing "Python 3.$OLDEST_PYTHON to 3.$NEWEST_PYTHON" "$(python_advice)" ;;
  esac
}

venv_advice() { say_lines "Debian, Ubuntu: apt-get install python3-venv"; }

python_advice() {
  case "$(uname -s)" in
    Darwin) say_lines "brew install python@3.12" ;;
    *) say_lines "Debian, Ubuntu: apt-get install python3 python3-venv" "Fedora: dnf install python3" ;;
  esac
  say_lines "installed under another name? export SLIPWAY_PYTHON=<its path>"
}

# Only for what only tests use.
need_node() {
  if node_is_usable; then return 0; fi
  missing "node $OLDEST_NODE or newer, with npm (found: $(node_version))" \
    "$(say_lines "Debian, Ubuntu: apt-get install nodejs npm" "macOS: brew install node")"
}

node_version() { node --version 2>/dev/null || printf 'none\n'; }

node_is_usable() {
  local version
  version="$(node_version)"
  [ "$version" != none ] && version_at_least "${version#v}" "$OLDEST_NODE" && command -v npm >/dev/null 2>&1
}

say_lines() { printf '%s\n' "$@"; }

# need jdk [python]: exits 2 listing everything missing and how to get it.
need() {
  local what
  check_settings
  for what in "$@"; do "need_$what"; done
  if [ -n "$MISSING" ]; then
    say "${RED}slipway:${PLAIN} something is missing on this machine:"
    say "$MISSING"
    exit 2
  fi
}
