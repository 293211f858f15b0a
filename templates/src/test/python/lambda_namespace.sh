#!/bin/sh
# Runs AWS's runtime interface client where it finds what it finds on Lambda: its own processes, a /tmp that is
# empty and its own, no shared memory, and a folder with the function that cannot be written.
# Started inside `unshare --mount --pid --fork --mount-proc`. Arguments: the function's folder, the Python's folder.
set -e
TASK="$1"
PYTHON="$2"
PLACE=/mnt
mount --make-rprivate /
mount -t tmpfs -o mode=755 none "$PLACE"
mkdir "$PLACE/task" "$PLACE/python"
mount --bind "$TASK" "$PLACE/task"
mount -o remount,bind,ro "$PLACE/task"
mount --bind "$PYTHON" "$PLACE/python"
mount -t tmpfs -o mode=1777 none /tmp
if [ -d /dev/shm ]; then mount -t tmpfs -o ro,size=4k none /dev/shm; fi
cd "$PLACE/task"
export LAMBDA_TASK_ROOT="$PLACE/task" PYTHONPATH="$PLACE/task"
exec "$PLACE/python/bin/python" -m awslambdaric slipway_runtime.entry.handler
