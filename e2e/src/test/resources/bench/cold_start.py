"""One cold start as on Lambda: load the handler, answer one question; the last line says how long each took."""

import json
import os
import resource
import sys
import time


def cpu() -> float:
    """CPU seconds of this process, of those it has waited for, and of its descendants that are still running."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages) + sum(map(_cpu_of, _children(os.getpid())))


def _cpu_of(pid: int) -> float:
    # utime and stime, its own and of the children it has waited for: fields 14 to 17 of proc(5).
    ticks = sum(map(int, _stat(pid)[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(_cpu_of, _children(pid)))


def _children(parent: int) -> list[int]:
    return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _stat(pid)[1:2] == [str(parent)]]


def _stat(pid: int) -> list[str]:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            return stat.read().rpartition(")")[2].split()
    except OSError:
        return []


class Context:
    """What Lambda passes in addition to the event."""

    aws_request_id = "cold-start"

    def get_remaining_time_in_millis(self) -> int:
        """Enough."""
        return 120_000


output, sys.stdout = sys.stdout, sys.stderr
began = time.perf_counter()
from slipway_runtime.entry import handler  # noqa: E402

imported = cpu(), time.perf_counter() - began
answer = handler({"prompt": "Hello [[notool]]"}, Context())
answered = cpu(), time.perf_counter() - began
if answer["statusCode"] != 200 or "echo" not in answer["body"]:
    sys.exit(f"no answer: {answer}")
output.write("\n")
json.dump({"import": imported[0], "total": answered[0], "wall": answered[1]}, output)
