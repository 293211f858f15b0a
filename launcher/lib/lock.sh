# shellcheck shell=bash
# One launcher at a time changes .slipway. The kernel releases a flock when its holder dies, however it dies; and since
# downloads inherit it, one orphaned by kill -9 keeps the lock until it has ended too.

LOCK_FD=9

with_lock() {
  make_home
  if command -v flock >/dev/null 2>&1; then
    with_flock "$@"
  else
    with_folder_lock "$@"
  fi
}

with_flock() {
  local code=0 waited=0
  eval "exec $LOCK_FD>\"\$SLIPWAY_HOME/launcher.lock\"" || die 1 "Cannot write to $SLIPWAY_HOME."
  until flock -w "$PROGRESS_SECONDS" "$LOCK_FD"; do
    waited=$((waited + PROGRESS_SECONDS))
    progress "another slipway is setting things up; waiting" "$waited" ''
  done
  [ "$waited" -eq 0 ] || progress_clear
  "$@" || code=$?
  eval "exec $LOCK_FD>&-"
  return "$code"
}

# macOS has no flock: a folder with the holder's pid, taken over when that process is gone.
with_folder_lock() {
  local folder="$SLIPWAY_HOME/launcher.lock.d" code=0 waited=0 holder
  until mkdir "$folder" 2>/dev/null; do
    holder="$(cat "$folder/pid" 2>/dev/null || true)"
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$folder"
      continue
    fi
    sleep "$PROGRESS_SECONDS"
    waited=$((waited + PROGRESS_SECONDS))
    # A holder writes its pid at once; if a folder has had none for this long, its holder died in between.
    if [ -z "$holder" ] && [ "$waited" -gt 10 ]; then rm -rf "$folder"; fi
    progress "another slipway is setting things up; waiting" "$waited" ''
  done
  printf '%s\n' $$ >"$folder/pid"
  on_exit free_folder_lock
  "$@" || code=$?
  free_folder_lock
  return "$code"
}

free_folder_lock() {
  local folder="$SLIPWAY_HOME/launcher.lock.d"
  if [ "$(cat "$folder/pid" 2>/dev/null || true)" = "$$" ]; then rm -rf "$folder"; fi
}
