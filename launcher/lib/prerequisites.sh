# shellcheck shell=bash
# What must be installed first: a JDK and a Python. Everything missing is reported at once.

MISSING=''
OLDEST_POSTGRES=15
POSTGRES=''

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

# Only the production setup's tests need Go and PostgreSQL.
need_go() {
  local version oldest
  version="$(go_version)"
  oldest="$(sed -n 's/^go //p' "$LOCKS/temporal-server/go.mod")"
  if [ "$version" != none ] && version_at_least "$version" "$oldest"; then return 0; fi
  missing "Go $oldest or newer (found: $version)" \
    "$(say_lines "Debian, Ubuntu: apt-get install golang (from backports where it is older)" "macOS: brew install go" "any system: https://go.dev/dl")"
}

# The toolchain that builds: a Go from 1.21 on fetches the one that go.mod asks for, unless GOTOOLCHAIN forbids it.
go_version() {
  local version
  version="$(cd "$LOCKS/temporal-server" && go env GOVERSION 2>/dev/null)" || version=''
  version="${version#go}"
  printf '%s\n' "${version:-none}"
}

# Sets POSTGRES, the folder with its programs: Debian keeps them off the PATH, a folder for each version.
need_postgres() {
  local folder version found=none
  for folder in "${SLIPWAY_POSTGRES:-}" $(postgres_folders); do
    version="$(postgres_version "$folder")"
    if [ "$version" = none ]; then continue; fi
    if [ "${version%%.*}" -ge "$OLDEST_POSTGRES" ]; then
      POSTGRES="$folder"
      return 0
    fi
    found="$version"
  done
  missing "PostgreSQL $OLDEST_POSTGRES or newer (found: $found)" \
    "$(say_lines "Debian, Ubuntu: apt-get install postgresql" "macOS: brew install postgresql@16" \
      "installed somewhere unusual? export SLIPWAY_POSTGRES=<the folder with initdb>")"
}

# The oldest that will do comes first, so that a machine with several tests the same one each time.
postgres_folders() {
  local initdb
  printf '%s\n' /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin
  initdb="$(command -v initdb 2>/dev/null)" && dirname "$(resolve "$initdb")"
}

postgres_version() {
  local version
  version="$("$1/postgres" --version 2>/dev/null | sed -n 's/^postgres (PostgreSQL) \([0-9.]*\).*/\1/p')"
  printf '%s\n' "${version:-none}"
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
