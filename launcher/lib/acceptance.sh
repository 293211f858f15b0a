# shellcheck shell=bash
# The whole life of an agent on a server, or on a local stack that is started for it.

acceptance() {
  local aws='' rest=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --aws=*) aws="${1#--aws=}" ;;
      --aws)
        [ $# -gt 1 ] || die 2 "acceptance --aws: a value is missing (expected: emulator or real)"
        aws="$2"
        shift
        ;;
      *) rest+=("$1") ;;
    esac
    shift
  done
  case "$aws" in
    '') command_line acceptance ${rest[@]+"${rest[@]}"} ;;
    emulator | real) acceptance_of_own_stack "$aws" ${rest[@]+"${rest[@]}"} ;;
    *) die 2 "acceptance --aws: '$aws' is not known (expected: emulator or real)" ;;
  esac
}

acceptance_of_own_stack() {
  export SLIPWAY_AWS="$1" SLIPWAY_URL="http://127.0.0.1:$SLIPWAY_PORT_BASE"
  unset SLIPWAY_TOKEN # That of another server.
  shift
  need_stack
  if stack_is_up; then
    die 2 "a stack is up already: leave out --aws to use it as it is, or stop it with ./slipway down"
  fi
  on_exit stack_stop_own
  stack_start
  if [ "$SLIPWAY_AWS" = emulator ]; then set -- --runtime "$(emulator_runtime)" "$@"; fi
  cli acceptance "$@"
}
