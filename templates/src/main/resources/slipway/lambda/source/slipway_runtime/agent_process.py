"""Manages the process that runs the agent's code: starts it, passes it calls, copies its output to the log, stops it."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from slipway_runtime import frames, processes, serving, tokens
from slipway_runtime.asking import Outcome
from slipway_runtime.events import BadRequest, Request
from slipway_runtime.output import Output
from slipway_runtime.telemetry import FLUSH_SECONDS

Emit = Callable[[str], None]

# How often to check whether a silent process is still alive.
_LOOK_SECONDS = 0.5


class Unanswered(Exception):
    """A call has no outcome, but may have taken tokens."""

    tokens: dict[str, int] = {}


class TookTooLong(Unanswered):
    """The agent's process did not answer before the deadline."""


class StillLoading(TookTooLong):
    """The generated code was not loaded before the deadline."""


class Crashed(Unanswered):
    """The call's process ended without an outcome; the message says how."""


class LoadFailed(Exception):
    """The generated code failed while it was loaded."""

    def __init__(self, failure: dict[str, Any]) -> None:
        super().__init__(failure.get("error", ""))
        self.failure = failure


@dataclass(frozen=True)
class Facts:
    """What loading the agent's code has revealed."""

    threads: int
    stored_sessions: bool
    connections: int = 0
    modules: list[str] = field(default_factory=list)


class Deadline:
    """The moment when waiting ends; None means as long as it takes."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def next_look(self) -> float:
        """How long to wait now, or TookTooLong."""
        if self._end is None:
            return _LOOK_SECONDS
        left = self._end - time.monotonic()
        if left <= 0:
            raise TookTooLong()
        return min(left, _LOOK_SECONDS)


class AgentProcess:
    """One process that has loaded the agent's code, or is about to."""

    def __init__(self, log_prints: bool, stays: bool = False) -> None:
        self._control, theirs = socket.socketpair()
        read_end, write_end = os.pipe()
        self._output = Output(read_end)
        self._messages = frames.Reader(self._control.fileno())
        self._calls = 0
        self._copy: int | None = None
        self._status: int | None = None
        self.facts: Facts | None = None
        self._pid = os.fork()
        if self._pid == 0:
            self._run(theirs, write_end, log_prints, stays)
        theirs.close()
        os.close(write_end)

    def _run(self, theirs: socket.socket, log: int, log_prints: bool, stays: bool) -> None:
        try:
            self._control.close()
            serving.become_a_process_of_its_own()
            serving.redirect_standard_streams(log)
            serving.serve(theirs, log_prints, stays)
        finally:
            os._exit(0)

    def wait_until_loaded(self, deadline: Deadline) -> Facts:
        """The facts about the code once it is loaded; else LoadFailed, Crashed or StillLoading."""
        while self.facts is None:
            try:
                news, _ = self._next(None, deadline)
            except TookTooLong:
                raise StillLoading() from None
            for kind, body in news:
                if kind == frames.LOAD_FAILED:
                    raise LoadFailed(json.loads(body))
                if kind == frames.LOADED:
                    self.facts = Facts(**json.loads(body))
        return self.facts

    def ask(self, request: Request, apart: bool, learn: list[str], deadline: Deadline, emit: Emit | None) -> Outcome:
        """One call: its outcome, or TookTooLong or Crashed, with the tokens that it took."""
        taken: list[tokens.Counts] = []
        try:
            outcome = self._ask(request, apart, learn, deadline, emit, taken)
        except Unanswered as error:
            error.tokens = tokens.total(taken)
            raise
        return replace(outcome, tokens=tokens.total(taken))

    def _ask(
        self, request: Request, apart: bool, learn: list[str], deadline: Deadline, emit: Emit | None, taken: list[tokens.Counts]
    ) -> Outcome:
        self._calls += 1
        self._copy = None
        call = {
            "number": self._calls,
            "request": vars(request),
            "apart": apart,
            "learn": learn,
            "streams": emit is not None,
            "trace_id": os.environ.get(serving.TRACE_VARIABLE),
        }
        try:
            message = json.dumps(call).encode()
        except RecursionError:
            raise BadRequest("The request is nested too deeply") from None
        read_end, write_end = os.pipe()
        try:
            try:
                socket.send_fds(self._control, [b"c"], [write_end])
            finally:
                os.close(write_end)
            frames.send(self._control.fileno(), frames.CALL, message)
            return self._outcome(frames.Reader(read_end), deadline, emit, taken)
        except (BrokenPipeError, ConnectionResetError):
            raise Crashed(self._how_it_ended(None)) from None
        finally:
            os.close(read_end)

    def _outcome(self, reader: frames.Reader, deadline: Deadline, emit: Emit | None, taken: list[tokens.Counts]) -> Outcome:
        outcome: Outcome | None = None
        ended: int | None = None
        while True:
            try:
                news, answers = self._next(reader, deadline)
            except Unanswered:
                if outcome is not None:
                    return outcome  # only what it still wanted to send is lost
                raise
            for kind, body in answers or ():
                if kind == frames.PIECE and emit is not None:
                    emit(body.decode())
                elif kind == frames.TOKENS:
                    taken.append(json.loads(body))
                elif kind == frames.OUTCOME:
                    outcome = Outcome(**json.loads(body))
                    deadline = Deadline(2 * FLUSH_SECONDS)
                elif kind == frames.DONE and outcome is not None:
                    return outcome
            if ended is not None and answers is None:
                if outcome is None:
                    raise Crashed(self._how_it_ended(ended))
                return outcome
            ended = self._note(news, ended)

    def _note(self, news: list[frames.Message], ended: int | None) -> int | None:
        """Remember the copy that runs this call; return its exit status if it has ended."""
        for kind, body in news:
            number, value = json.loads(body)
            if number == self._calls and kind == frames.STARTED:
                self._copy = value
            elif number == self._calls and kind == frames.ENDED:
                self._copy = None
                ended = value
        return ended

    def _next(self, reader: frames.Reader | None, deadline: Deadline) -> tuple[list[frames.Message], list[frames.Message] | None]:
        """The next messages of the process, and of the call: None where nothing arrived. Output goes to the log meanwhile."""
        ends = [self._output.end, self._messages.end, *([reader.end] if reader else [])]
        ready = select.select(ends, [], [], deadline.next_look())[0]
        if self._output.end in ready:
            self._output.copy()
        answers = reader.read() if reader and reader.end in ready else None
        news: list[frames.Message] | None = []
        if self._messages.end in ready:
            news = self._messages.read()
        if news is None or (not ready and not self.is_alive()):
            raise Crashed(self._how_it_ended(None))
        return news, answers

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        if self._status is None:
            try:
                pid, status = os.waitpid(self._pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = self._pid, 0
            if pid:
                self._status = status
        return self._status is None

    def end_call(self, kept: frozenset[processes.Started]) -> None:
        """Kill what a call has left running, and write the rest of its output."""
        if self._copy is not None and not processes.can_be_seen():
            processes.end_group(self._copy)
        processes.end_new(kept)
        self._output.finish()

    def copy_output(self) -> None:
        """Write the complete lines that have arrived."""
        self._output.copy()

    def flush_output(self) -> None:
        """Write the rest of a call's output."""
        self._output.finish()

    def end(self) -> None:
        """Kill the process with everything that it and its calls have started."""
        if self._status is None:
            processes.end_group(self._pid)
            self._wait()
        processes.end_new(frozenset())
        self._output.finish()
        self._output.close()
        self._control.close()

    def _wait(self) -> None:
        try:
            _, self._status = os.waitpid(self._pid, 0)
        except ChildProcessError:
            self._status = 0

    def _how_it_ended(self, status: int | None) -> str:
        if status is None:
            if self._status is None:
                processes.end_group(self._pid)
                self._wait()
            status = self._status or 0
        if os.WIFSIGNALED(status):
            return f"the process was ended by {signal.Signals(os.WTERMSIG(status)).name}"
        return f"the process exited with status {os.waitstatus_to_exitcode(status)}"
