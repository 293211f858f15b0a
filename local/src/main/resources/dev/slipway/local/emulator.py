"""Runs the AWS emulator behind its fence, with each runtime's Python, and ends idle processes of functions.

MiniStack keeps one process per version of a function, with an unpacked copy of its code, until MiniStack
itself exits: even after CloudFormation has deleted the function or the alias has moved to another version, and however
long ago the last call was. Lambda does not, and no setting of MiniStack changes it. Only MiniStack knows which process
is in a call, so the decision is made here, inside it.

Written for the pinned release: ministack.core.lambda_runtime (_workers, _lock, kill_workers) and
ministack.services.lambda_svc (_functions).
"""

import argparse
import logging
import os
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import threading
import time

import ministack.app
from ministack.core import lambda_runtime

# An isolated Python does not search the folder of the program it runs.
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import emulator_agentcore  # noqa: E402
import emulator_fence  # noqa: E402
import emulator_functions  # noqa: E402
import emulator_layers  # noqa: E402
import emulator_s3  # noqa: E402

LOG = logging.getLogger("slipway.functions")

# A destroyed agent is gone by the time its owner checks.
PAUSE_SECONDS = 1

PROC = pathlib.Path("/proc")
SCRATCH = pathlib.Path(tempfile.gettempdir())
FOLDERS = "ministack-lambda-"
IN_FOLDER = re.compile(re.escape(f"{SCRATCH}/") + f"({FOLDERS}[^/ ]+)")

# The functions' folders in which processes may run. Those of an emulator that was killed are not known by name.
UNKNOWN = "those of an earlier emulator"
_folders = {UNKNOWN}


def main():
    parser = argparse.ArgumentParser(description="The AWS emulator of Slipway's local stack")
    parser.add_argument("--idle-seconds", type=float, required=True, help="how long a live function's process may idle")
    parser.add_argument("--idle-count", type=int, required=True, help="how many processes of live functions may idle")
    parser.add_argument("--sessions", type=int, required=True, help="how many sessions of AgentCore may have a process")
    limits = parser.parse_args()
    threading.Thread(target=sweep_forever, args=(limits,), name="slipway-functions", daemon=True).start()
    # It is open for tests that give it no token, in their own folder and on their own port.
    if emulator_fence.TOKEN:
        emulator_fence.install()
    note_folders()
    emulator_functions.install()
    emulator_layers.install()
    emulator_s3.install()
    emulator_agentcore.install(limits.sessions)
    sys.argv = ["ministack"]
    try:
        ministack.app.main()
    finally:
        emulator_agentcore.end()


def sweep_forever(limits):
    while True:
        time.sleep(PAUSE_SECONDS)
        try:
            sweep(limits)
        except Exception:
            LOG.exception("Function processes could not be cleaned up")


def note_folders():
    spawn = lambda_runtime.Worker._spawn

    def noting(worker):
        try:
            spawn(worker)
        finally:
            if worker._tmpdir:
                _folders.add(pathlib.Path(worker._tmpdir).name)

    lambda_runtime.Worker._spawn = noting


def sweep(limits):
    lambda_runtime.kill_workers(take_surplus(limits))
    # Listed before the living ones: what starts in between is in neither list.
    ended = _folders - living_folders()
    # To look at every process of the machine each second is most of an idle emulator's work.
    processes = processes_of_functions() if ended else []
    folders = set(SCRATCH.glob(f"{FOLDERS}*"))
    living = living_folders()
    for pid, folder in processes:
        if folder not in living:
            kill(pid)
    for folder in folders:
        if folder.name not in living:
            shutil.rmtree(folder, ignore_errors=True)
    _folders.difference_update(ended)
    # Looked at again: what was killed may have started another process just before.
    _folders.update({folder for _, folder in processes} - living)
    emulator_layers.forget_unused(folders)


def take_surplus(limits):
    """Takes out of the pool those that serve no live version, were idle for too long or are too many."""
    now, surplus = time.time(), []
    with lambda_runtime._lock:
        idle = [(w, key) for key, pool in lambda_runtime._workers.items() for w in pool if not w.in_use]
        idle.sort(key=lambda entry: entry[0].last_used, reverse=True)
        kept = 0
        for worker, key in idle:
            if is_live(key) and now - worker.last_used <= limits.idle_seconds and kept < limits.idle_count:
                kept += 1
            else:
                lambda_runtime._workers[key].remove(worker)
                surplus.append(worker)
        for key in [key for key, pool in lambda_runtime._workers.items() if not pool]:
            del lambda_runtime._workers[key]
    return surplus


def is_live(key):
    """Whether calls may still arrive for account:region:function:version; calls without a version go to $LATEST."""
    account, region, name, version = key.split(":")
    service = sys.modules.get("ministack.services.lambda_svc")
    function = service and service._functions._data.get((account, region, name))
    if not function:
        return False
    return version == "$LATEST" or version in versions_behind_aliases(function) or not function.get("aliases")


def versions_behind_aliases(function):
    for alias in list(function.get("aliases", {}).values()):
        yield alias.get("FunctionVersion")
        yield from (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}


def living_folders():
    with lambda_runtime._lock:
        workers = [worker for pool in lambda_runtime._workers.values() for worker in pool]
        return {pathlib.Path(w._tmpdir).name for w in workers if w._tmpdir and (w.in_use or runs(w._proc))}


def runs(process):
    return process is not None and process.poll() is None


def processes_of_functions():
    """Every process of a function, including those it started, with the name of the function's folder."""
    # Without /proc nothing is found, and what a function left running stays until the stack ends.
    pids = [int(entry.name) for entry in PROC.glob("[0-9]*")]
    return [(pid, folder) for pid in pids if (folder := folder_of(pid))]


def folder_of(pid):
    try:
        raw = (PROC / str(pid) / "environ").read_bytes()
        if os.fsencode(SCRATCH) not in raw:
            return None
        pairs = os.fsdecode(raw).split("\0")
        environment = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        within = IN_FOLDER.match(environment.get("LAMBDA_TASK_ROOT", ""))
        # A child with an environment of its own, such as an MCP server, has our home; a person's shell does not.
        if not within and environment.get("HOME") == os.environ.get("HOME"):
            within = IN_FOLDER.match(os.readlink(PROC / str(pid) / "cwd"))
        return within and within.group(1)
    except OSError:  # ended, or another user's
        return None


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    main()
