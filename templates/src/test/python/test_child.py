"""A call runs in a copy of the process and takes nothing of it along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from slipway_runtime import child
from slipway_runtime.asking import Outcome
from slipway_runtime.child import Crashed, TookTooLong

STATE: list[str] = []


def test_an_outcome_comes_back_whole() -> None:
    big = Outcome(text="ä" * 3_000_000, printed="p", error_type="E", trace="t", imported=["m"])
    assert child.run(lambda send: big, 30) == big


def test_what_a_call_changes_is_gone_after_it() -> None:
    def call(send) -> Outcome:
        STATE.append("leak")
        os.environ["LEAK"] = "leak"
        return Outcome(text=f"{STATE} {os.environ['LEAK']}")

    assert child.run(call, 30).text == "['leak'] leak"
    assert child.run(call, 30).text == "['leak'] leak"
    assert STATE == []
    assert "LEAK" not in os.environ


def test_a_call_that_takes_too_long_is_killed_with_what_it_started(tmp_path) -> None:
    record = tmp_path / "pid"

    def call(send) -> Outcome:
        started = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
        record.write_text(str(started.pid))
        send("started")
        signal.pause()
        return Outcome()

    with pytest.raises(TookTooLong):
        # The pieces arrive before the deadline: the call is killed while it waits, not while it starts.
        child.run(call, 1.5, lambda piece: None)
    assert _is_gone(int(record.read_text()))


def _is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
    return False


@pytest.mark.parametrize("end", [lambda: os._exit(0), lambda: os._exit(9), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_a_call_that_ends_its_process_is_a_crash(end) -> None:
    with pytest.raises(Crashed):
        child.run(lambda send: end(), 30)


def test_pieces_arrive_before_the_outcome() -> None:
    pieces: list[str] = []

    def call(send) -> Outcome:
        send("a")
        send("ü" * 100_000)
        return Outcome(text="end")

    assert child.run(call, 30, pieces.append).text == "end"
    assert pieces == ["a", "ü" * 100_000]


def test_standard_input_ends_and_standard_output_is_the_log() -> None:
    def call(send) -> Outcome:
        subprocess.run(["echo", "noise"], check=True)
        return Outcome(text=repr(sys.stdin.read()))

    assert child.run(call, 30).text == "''"


def test_no_process_and_no_descriptor_stays_behind() -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        child.run(lambda send: Outcome(), 30)
    assert len(os.listdir("/proc/self/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
