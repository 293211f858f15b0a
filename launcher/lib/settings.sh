# shellcheck shell=bash
# What can be set from outside, with defaults; every path is absolute from here on.

absolute_path() {
  case "$1" in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$PWD" "$1" ;;
  esac
}

SLIPWAY_HOME="$(absolute_path "${SLIPWAY_HOME:-$SLIPWAY_ROOT/.slipway}")"
SLIPWAY_TOOLS="$SLIPWAY_HOME/tools"
SLIPWAY_PORT_BASE="${SLIPWAY_PORT_BASE:-8480}"
SLIPWAY_AWS="${SLIPWAY_AWS:-emulator}"
export SLIPWAY_HOME SLIPWAY_TOOLS SLIPWAY_PORT_BASE SLIPWAY_AWS

SLIPWAY_LOGS="$SLIPWAY_HOME/logs"
SLIPWAY_JARS="$SLIPWAY_HOME/jars"
LOCKS="$SLIPWAY_ROOT/launcher/tools"
HELPERS="$SLIPWAY_ROOT/launcher/py"

# A first start on a slow machine took up to 25 s; at five times that something hangs.
READY_TIMEOUT_SECONDS=120
# Nothing in Slipway is silent for longer than this.
PROGRESS_SECONDS=2

check_settings() {
  case "$SLIPWAY_PORT_BASE" in
    '' | *[!0-9]*) die 2 "SLIPWAY_PORT_BASE: '$SLIPWAY_PORT_BASE' (expected: a port number, 1024 to 65532)" ;;
  esac
  if [ "$SLIPWAY_PORT_BASE" -lt 1024 ] || [ "$SLIPWAY_PORT_BASE" -gt 65532 ]; then
    die 2 "SLIPWAY_PORT_BASE: $SLIPWAY_PORT_BASE (expected: 1024 to 65532; it and the next three are used)"
  fi
  case "$SLIPWAY_AWS" in
    emulator | real) ;;
    *) die 2 "SLIPWAY_AWS: '$SLIPWAY_AWS' (expected: emulator or real)" ;;
  esac
}

make_home() {
  mkdir -p "$SLIPWAY_TOOLS" "$SLIPWAY_LOGS" "$SLIPWAY_JARS" 2>/dev/null ||
    die 1 "Cannot write to $SLIPWAY_HOME. Free some space or set SLIPWAY_HOME to a folder that can be written to."
}
