"""A call runs in a copy of the agent's process and leaves nothing behind in the one that talks to Lambda."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from slipway_runtime import processes
from slipway_runtime.agent_process import AgentProcess, Crashed, Deadline, LoadFailed, TookTooLong
from slipway_runtime.events import Request
from slipway_runtime.output import Output


@pytest.fixture
def start(monkeypatch, tmp_path):
    """start(code) returns a process that has loaded it."""
    running: list[AgentProcess] = []

    def begin(code: str) -> AgentProcess:
        (tmp_path / "agent_handler.py").write_text(code)
        monkeypatch.syspath_prepend(str(tmp_path))
        running.append(AgentProcess(log_prints=True))
        running[-1].wait_until_loaded(Deadline(60))
        return running[-1]

    yield begin
    for process in running:
        if process.is_alive():
            process.end()


def _ask(process: AgentProcess, prompt: str, seconds: float = 30, emit=None):
    return process.ask(Request(prompt=prompt), True, [], Deadline(seconds), emit)


def test_a_large_outcome_comes_back_whole(start) -> None:
    process = start("def main(prompt):\n    return 'ä' * 3_000_000\n")
    assert _ask(process, "x").text == "ä" * 3_000_000


def test_a_large_request_arrives_whole(start) -> None:
    process = start("def main(prompt):\n    return str(len(prompt))\n")
    assert _ask(process, "ü" * 3_000_000).text == "3000000"


def test_pieces_arrive_before_the_outcome(start) -> None:
    pieces: list[str] = []
    process = start("def main(prompt):\n    yield 'a'\n    yield 'ü' * 100_000\n")
    assert _ask(process, "x", emit=pieces.append).failure is None
    assert pieces == ["a", "ü" * 100_000]


def test_an_outcome_is_not_lost_to_the_end_of_its_process(start) -> None:
    process = start("import os, threading\ndef main(prompt):\n    return 'x' * 2_000_000\n")
    for _ in range(5):
        assert len(_ask(process, "x").text) == 2_000_000


def test_standard_input_is_empty(start) -> None:
    assert _ask(start("import sys\ndef main(prompt):\n    return repr(sys.stdin.read())\n"), "x").text == "''"


def test_a_late_call_is_given_up_and_the_next_is_not_mistaken_for_it(start) -> None:
    process = start("import time\ndef main(prompt):\n    while prompt == 'late':\n        pass\n    return prompt\n")
    kept = processes.descendants()
    with pytest.raises(TookTooLong):
        _ask(process, "late", seconds=1)
    process.end_call(kept)
    assert _ask(process, "next").text == "next"


class _OneLookAfter:
    """A deadline that is over once a file has been there for a whole look."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._is_there = False

    def next_look(self) -> float:
        if self._is_there:
            raise TookTooLong()
        self._is_there = self._file.exists()
        return 0.1


def test_the_tokens_of_a_late_call_are_known(start, tmp_path) -> None:
    process = start(
        "import pathlib, signal\nfrom slipway_runtime import tokens\n"
        "def main(prompt):\n    tokens._note({'inputTokens': 3, 'outputTokens': 4, 'totalTokens': 7})\n"
        "    pathlib.Path(prompt).touch()\n    signal.pause()\n"
    )
    file = tmp_path / "counted"
    with pytest.raises(TookTooLong) as late:
        process.ask(Request(prompt=str(file)), True, [], _OneLookAfter(file), None)
    assert late.value.tokens == {"model_calls": 1, "input_tokens": 3, "output_tokens": 4, "total_tokens": 7}


def test_neither_processes_nor_descriptors_are_left_behind(start) -> None:
    process = start("def main(prompt):\n    return 'ok'\n")
    kept, before = processes.descendants(), _descriptors()
    for _ in range(20):
        _ask(process, "x")
        process.end_call(kept)
    assert (processes.descendants(), _descriptors()) == (kept, before)


def test_code_that_cannot_be_loaded_says_why(start) -> None:
    with pytest.raises(LoadFailed, match="division by zero"):
        start("1 / 0\n")


def test_code_that_ends_its_process_while_loading_is_a_crash(start) -> None:
    with pytest.raises(Crashed, match="exited with status 9"):
        start("import os\nos._exit(9)\n")


def test_output_is_copied_in_whole_lines_and_to_its_end(capfd) -> None:
    read_end, write_end = os.pipe()
    output = Output(read_end)
    os.write(write_end, b"one\ntw")
    output.copy()
    assert capfd.readouterr().err == "one\n"
    os.write(write_end, b"o")
    output.finish()
    assert capfd.readouterr().err == "two\n"
    os.close(write_end)
    output.close()


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))
