#!/usr/bin/env bash
# one.sh FILE TEST BOX: runs one test with BOX as its scratch folder, holding its HOME and Slipway's.
set -euo pipefail
export BOX="$3" HOME="$3/home" SLIPWAY_HOME="$3/slipway" SLIPWAY_NEEDED_DISK_MB=1 SLIPWAY_TESTING=yes
unset JAVA_HOME SLIPWAY_PYTHON SLIPWAY_JAVA_HOME SLIPWAY_MAVEN SLIPWAY_URL SLIPWAY_TOKEN SLIPWAY_PORT_BASE SLIPWAY_AWS
mkdir -p "$HOME"

fail() {
  printf '%s\n' "$*"
  exit 1
}
equals() { [ "$1" = "$2" ] || fail "was: '$1' (expected: '$2')"; }
contains() { case "$1" in *"$2"*) ;; *) fail "'$1' does not contain '$2'" ;; esac; }
absent() { [ ! -e "$1" ] || fail "$1 exists (expected: not)"; }
present() { [ -e "$1" ] || fail "$1 does not exist"; }

# eventually COMMAND: for what happens beside the test; half a minute is more than it takes anywhere.
eventually() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if "$@"; then return 0; fi
    sleep 0.1
  done
  fail "never true: $*"
}

# script FILE BODY: an executable bash script.
script() {
  mkdir -p "$(dirname "$1")"
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$1"
  chmod +x "$1"
}

# The launcher's own functions, in this shell.
load_launcher() {
  SLIPWAY_ROOT="$ROOT"
  local room
  for room in settings say lock process java python prerequisites tools maven build stack demo emulator helm verify bench help; do
    # shellcheck source=/dev/null
    . "$ROOT/launcher/lib/$room.sh"
  done
}

# shellcheck source=/dev/null
. "$1"
"$2"
