# shellcheck shell=bash
# The local stack: starting, stopping and querying it. What runs and where it is recorded is up to the jar.

# The JVM's own messages go to stderr: on stdout they would end up in the middle of the caller's JSON.
# It waits more than it computes, and lives for an hour rather than for weeks: the second compiler and a parallel collector
# would cost more than they save.
LOCAL_FLAGS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
LOCAL_FLAGS="$LOCAL_FLAGS -Xlog:disable -Xlog:all=error:stderr"
STACK_PID=''

need_stack() {
  need jdk python
  # shellcheck disable=SC2086
  ensure_tools $RUN_TOOLS
  need_jars
  export_tools
}

# An AOT cache of loaded and linked classes makes later starts, and the first deployment after each, take a third of the
# CPU time. It is recorded once per build, beside its second start, since a build may well be started only once: by a stack
# that starts in its own folder, deploys an agent and ends, and lets everything else go first.
rehearse_beside() {
  if [ -f "$JARS/local.aot" ]; then return 0; fi
  if [ ! -f "$JARS/started" ]; then
    : >"$JARS/started"
    return 0
  fi
  end_rehearsal
  mkdir -p "$SLIPWAY_HOME/rehearsal"
  # A group of its own: what ends the launcher or a stack in the foreground does not end it.
  set -m
  rehearse </dev/null >"$SLIPWAY_LOGS/rehearsal.log" 2>&1 &
  set +m
}

# If it fails, its file is empty: stacks start without it then, and it is not tried again and again. One that was ended is.
rehearse() {
  local code=0
  trap '' HUP
  (rehearse_stack) || code=$?
  if [ "$code" -eq 0 ]; then
    mv "$JARS/.local.aot" "$JARS/local.aot"
  elif [ "$code" -lt 128 ]; then
    : >"$JARS/local.aot"
  fi
  rm -rf "${SLIPWAY_HOME:?}/rehearsal"
}

# Also one that was cut off, with what it left running.
end_rehearsal() {
  if [ ! -d "$SLIPWAY_HOME/rehearsal" ]; then return 0; fi
  (SLIPWAY_HOME="$SLIPWAY_HOME/rehearsal" stack_jar down) >>"$SLIPWAY_LOGS/rehearsal.log" 2>&1 </dev/null || true
  rm -rf "${SLIPWAY_HOME:?}/rehearsal"
}

rehearse_stack() {
  export SLIPWAY_TOOLS SLIPWAY_HOME="$SLIPWAY_HOME/rehearsal" SLIPWAY_AWS=emulator SLIPWAY_PORT_BASE
  SLIPWAY_PORT_BASE="$(free_ports)"
  # shellcheck disable=SC2086
  exec nice -n 19 "$JAVA_HOME/bin/java" $LOCAL_FLAGS "-XX:AOTCacheOutput=$JARS/.local.aot" -jar "$JARS/slipway-local.jar" rehearse
}

# The first of four free ports, away from those that people choose.
free_ports() {
  local base
  for ((base = 21480; base < 32000; base += 10)); do
    if ! port_taken "$base" && ! port_taken $((base + 1)) && ! port_taken $((base + 2)) && ! port_taken $((base + 3)); then
      printf '%s\n' "$base"
      return 0
    fi
  done
}

# Sets STACK_JAVA to the command that runs the stack's jar.
stack_java() {
  # shellcheck disable=SC2206
  STACK_JAVA=("$JAVA_HOME/bin/java" $LOCAL_FLAGS)
  if [ -s "$JARS/local.aot" ]; then STACK_JAVA+=("-XX:AOTCache=$JARS/local.aot"); fi
  STACK_JAVA+=(-jar "$JARS/slipway-local.jar")
}

stack_jar() {
  stack_java
  "${STACK_JAVA[@]}" "$@"
}

stack_up() {
  local detach=''
  while [ $# -gt 0 ]; do
    case "$1" in
      -d | --detach) detach=yes ;;
      --aws=*) SLIPWAY_AWS="${1#--aws=}" ;;
      --aws)
        [ $# -gt 1 ] || die 2 "up --aws: a value is missing (expected: emulator or real)"
        SLIPWAY_AWS="$2"
        shift
        ;;
      *) die 2 "up: '$1' is not known (expected: --detach, --aws emulator|real)" ;;
    esac
    shift
  done
  need_stack
  if [ -n "$detach" ]; then
    stack_start
    return 0
  fi
  disarm
  make_home
  if ! port_taken "$SLIPWAY_PORT_BASE"; then rehearse_beside; fi
  stack_java
  exec "${STACK_JAVA[@]}" up
}

# Starts the stack in the background unless it is up, and returns when it answers. STACK_PID is set if it was started.
stack_start() {
  local state up=''
  if state="$(stack_jar status --json 2>/dev/null </dev/null)"; then up=yes; fi
  require_same_aws "$state"
  if [ -n "$up" ]; then
    say "  The stack is already up: http://127.0.0.1:$SLIPWAY_PORT_BASE"
    return 0
  fi
  check_ports
  make_home
  local log="$SLIPWAY_LOGS/local.log" from=$SECONDS
  # A group of its own, so that Ctrl-C at this terminal does not reach it.
  stack_java
  set -m
  nohup "${STACK_JAVA[@]}" up </dev/null >"$log" 2>&1 &
  STACK_PID=$!
  set +m
  wait_until_ready "$log"
  done_line "stack up ($(took $from)): http://127.0.0.1:$SLIPWAY_PORT_BASE"
  rehearse_beside
}

# require_same_aws STATUS: nothing that is meant for the emulator may reach an account, nor the other way round.
require_same_aws() {
  local running
  running="$(json_value aws <<<"$1" 2>/dev/null || true)"
  if [ -n "$running" ] && [ "$running" != "$SLIPWAY_AWS" ]; then
    die 2 "a stack with --aws $running runs in $SLIPWAY_HOME (expected: --aws $SLIPWAY_AWS, or none). Stop it with ./slipway down, or give this one a SLIPWAY_HOME and a SLIPWAY_PORT_BASE of its own"
  fi
}

# Another stack may answer at our port, until ours has found that out.
is_ours() { grep -Eq "\"pid\" ?: ?$STACK_PID[^0-9]" "$SLIPWAY_HOME/run/slipway.json" 2>/dev/null; }

wait_until_ready() {
  local log="$1" started=$SECONDS ticks=0
  until is_ours && [ "$(http_status "$SLIPWAY_PORT_BASE" /api/v1/health)" = 200 ]; do
    if ! kill -0 "$STACK_PID" 2>/dev/null; then stack_ended_early "$log"; fi
    if [ $((SECONDS - started)) -gt "$READY_TIMEOUT_SECONDS" ]; then
      stack_jar down >/dev/null 2>&1 </dev/null || true
      stack_failed "The stack did not become ready within $READY_TIMEOUT_SECONDS s." "$log"
    fi
    sleep 0.2
    ticks=$((ticks + 1))
    if [ $((ticks % (PROGRESS_SECONDS * 4))) -eq 0 ]; then progress "starting the stack" $((SECONDS - started)) "$log"; fi
  done
  progress_clear
}

# One that ends on its own has cleaned up, or has found another one running, which is not ours to stop;
# one that was killed has not cleaned up.
stack_ended_early() {
  local code=0
  wait "$STACK_PID" 2>/dev/null || code=$?
  STACK_PID=''
  if [ "$code" -ge 128 ]; then stack_jar down >/dev/null 2>&1 </dev/null || true; fi
  stack_failed "The stack ended while it was starting." "$1"
}

stack_failed() {
  STACK_PID=''
  progress_clear
  failed_line "$1"
  show_tail "$2" 30
  die 1 "The whole log is in $2."
}

# status ends with 0 only when everything runs.
stack_is_up() { stack_jar status --json >/dev/null 2>&1 </dev/null; }

stack_down() {
  [ $# -eq 0 ] || die 2 "down: '$1' is not known (expected: no arguments)"
  if [ ! -d "$SLIPWAY_HOME" ]; then
    say "Nothing is running: there is no $SLIPWAY_HOME yet."
    return 0
  fi
  need jdk python
  need_running_jars
  export_tools
  end_rehearsal
  disarm
  stack_java
  exec "${STACK_JAVA[@]}" down
}

# Stops the stack that this command started; one that was up before stays up.
stack_stop_own() {
  local log="$SLIPWAY_LOGS/down.log"
  if [ -z "$STACK_PID" ]; then return 0; fi
  if watched "stopping everything" "$log" stop_stack; then
    done_line "everything is stopped"
  else
    failed_line "Stopping did not go well; see $log, then run ./slipway down"
  fi
}

stop_stack() {
  end_rehearsal
  stack_jar down
}

# The emulator runs functions with the Python of its own environment.
emulator_runtime() {
  "$SLIPWAY_TOOLS/ministack/bin/python" -I -c 'import sys; print("python%d.%d" % sys.version_info[:2])'
}

stack_status() {
  if [ ! -d "$SLIPWAY_HOME" ]; then
    say "Nothing is running: there is no $SLIPWAY_HOME yet. Start with: ./slipway up"
    return 3
  fi
  need jdk python
  need_running_jars
  export_tools
  disarm
  stack_java
  exec "${STACK_JAVA[@]}" status "$@"
}

# To stop a stack or show its status, the newest built jars will do: no build while sources are being edited.
need_running_jars() {
  local newest
  newest="$(jar_folders | head -n 1)"
  if [ -n "$newest" ] && [ -f "$SLIPWAY_JARS/$newest/slipway-local.jar" ]; then
    JARS="$SLIPWAY_JARS/$newest"
  else
    need_jars
  fi
}

# Names the processes that hold our ports, before anything is started. The jar checks again, and knows its own children.
check_ports() {
  local offset port owner taken=''
  for offset in 0 1 2 3; do
    port=$((SLIPWAY_PORT_BASE + offset))
    if port_taken "$port"; then
      owner="$(port_owner "$port")"
      case "$owner" in *"$SLIPWAY_HOME"*) continue ;; esac
      taken="$taken
    $port: $(printf '%.140s' "${owner:-a process this user may not see}")"
    fi
  done
  if [ -n "$taken" ]; then
    die 1 "these ports are taken:$taken
  Stop them, or move Slipway: SLIPWAY_PORT_BASE=18480 ./slipway …"
  fi
}

# http_status PORT PATH: the status code that the owner of the home gets, or nothing.
http_status() {
  (
    token="$(cat "$SLIPWAY_HOME/token" 2>/dev/null)"
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer %s\r\nAccept: application/json\r\nConnection: close\r\n\r\n' "$2" "$1" "$token" >&3
    IFS=' ' read -r -t 10 _ code _ <&3 || exit 0
    printf '%s' "$code"
  ) 2>/dev/null || true
}
