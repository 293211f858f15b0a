#!/bin/sh
# Runs a function in an environment like Lambda's: only its own processes, an empty /tmp of its own, no shared memory,
# and a read-only folder with the function.
# Started inside `unshare --mount --pid --fork --mount-proc`. Arguments: the function's folder, the Python's folder, and
# the adapter of a function that streams, which runs beside its server. Without one AWS's runtime interface client runs.
set -e
TASK="$1"
PYTHON="$2"
ADAPTER="${3:-}"
PLACE=/mnt
mount --make-rprivate /
mount -t tmpfs -o mode=755 none "$PLACE"
mkdir "$PLACE/task" "$PLACE/python"
mount --bind "$TASK" "$PLACE/task"
mount -o remount,bind,ro "$PLACE/task"
mount --bind "$PYTHON" "$PLACE/python"
if [ -n "$ADAPTER" ]; then
  touch "$PLACE/adapter"
  mount --bind "$ADAPTER" "$PLACE/adapter"
fi
mount -t tmpfs -o mode=1777 none /tmp
if [ -d /dev/shm ]; then mount -t tmpfs -o ro,size=4k none /dev/shm; fi
cd "$PLACE/task"
export LAMBDA_TASK_ROOT="$PLACE/task" PYTHONPATH="$PLACE/task"
if [ -n "$ADAPTER" ]; then
  export PATH="$PLACE/python/bin:$PATH"
  "$PLACE/task/run.sh" &
  case "$ADAPTER" in
    *.py) exec python3 "$PLACE/adapter" ;;
    *) exec "$PLACE/adapter" ;;
  esac
fi
exec "$PLACE/python/bin/python" -m awslambdaric slipway_runtime.entry.handler
