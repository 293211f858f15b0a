# shellcheck shell=bash
# Child processes: shown while they run, stopped with us, cleaned up after whatever ends us.

CLEANUPS=()
CHILD_PID=''

on_exit() { CLEANUPS[${#CLEANUPS[@]}]="$1"; }

run_cleanups() {
  local code=$? i
  trap - EXIT
  trap '' INT TERM HUP
  stop_child
  for ((i = ${#CLEANUPS[@]} - 1; i >= 0; i--)); do
    ${CLEANUPS[$i]} || true
  done
  exit "$code"
}

# A subshell that runs watched children arms itself: subshells do not inherit traps.
arm() {
  CLEANUPS=()
  trap run_cleanups EXIT
  trap 'progress_clear; exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
}

# Before exec: what replaces us handles its own signals.
disarm() { trap - EXIT INT TERM HUP; }

# Asks the running child to end, and kills it after 5 s.
stop_child() {
  local pid="$CHILD_PID" i
  CHILD_PID=''
  if [ -z "$pid" ] || ! kill -0 "$pid" 2>/dev/null; then return 0; fi
  kill -TERM "$pid" 2>/dev/null || true
  for ((i = 0; i < 50; i++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

# watched LABEL LOG COMMAND…: runs COMMAND with its output in LOG and shows that it is alive. Returns its exit code.
watched() {
  local label="$1" log="$2" started=$SECONDS ticks=0 code=0
  shift 2
  : >"$log" 2>/dev/null || log=/dev/null
  "$@" </dev/null >"$log" 2>&1 &
  CHILD_PID=$!
  while kill -0 "$CHILD_PID" 2>/dev/null; do
    sleep 0.1
    ticks=$((ticks + 1))
    if [ $((ticks % (PROGRESS_SECONDS * 9))) -eq 0 ]; then progress "$label" $((SECONDS - started)) "$log"; fi
  done
  wait "$CHILD_PID" || code=$?
  CHILD_PID=''
  progress_clear
  return "$code"
}

# Seconds since a mark, for people.
took() { printf '%s s' "$((SECONDS - $1))"; }

# port_owner PORT: "pid 42: java -jar …" of the process listening there; empty if none or unknown.
port_owner() {
  local pid=''
  if command -v ss >/dev/null 2>&1; then
    pid="$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1)"
  elif command -v lsof >/dev/null 2>&1; then
    pid="$(lsof -nP -t -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | head -n 1)"
  fi
  if [ -n "$pid" ]; then printf 'pid %s: %s' "$pid" "$(ps -o args= -p "$pid" 2>/dev/null)"; fi
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
