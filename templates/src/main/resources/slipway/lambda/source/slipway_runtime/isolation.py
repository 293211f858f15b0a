"""Keeps callers apart: a copy of the loaded process for each call, or a newly loaded one, or (on request) nothing.

The process that talks to Lambda never runs the agent's code. It can therefore kill that code whatever state it is in.
"""

from __future__ import annotations

from collections.abc import Callable

from slipway_runtime import logs, processes, scratch, warming
from slipway_runtime.agent_process import AgentProcess, Crashed, Deadline, LoadFailed, StillLoading, TookTooLong
from slipway_runtime.asking import Outcome
from slipway_runtime.events import Request
from slipway_runtime.scratch import Scratch

Emit = Callable[[str], None]

# Lambda gives its init phase 10 s, and secrets are read before: a slower load continues in the first call's time.
INIT_SECONDS = 7.0


class Isolation:
    """Owns the agent's process and decides what one call may see of it."""

    def __init__(self, mode: str, log_prints: bool) -> None:
        self._mode = mode
        self._log_prints = log_prints
        self._process: AgentProcess | None = None
        self._kept: frozenset[processes.Started] = frozenset()
        self._scratch: Scratch | None = None
        self._to_learn: list[str] = []
        processes.adopt_orphans()

    def load(self) -> bool:
        """Load the code in the init phase; False when it takes longer and continues in the first call."""
        try:
            self._loaded(Deadline(INIT_SECONDS))
        except StillLoading:
            return False
        return True

    def ask(self, request: Request, seconds: float | None, emit: Emit | None = None) -> Outcome:
        """One call: its outcome, or TookTooLong, Crashed or LoadFailed."""
        deadline = Deadline(seconds)
        if self._mode == "environment":
            return self._ask_without_isolation(request, deadline, emit)
        if self._mode == "reload" and self._process is None:
            # Known from an earlier load: importing its libraries here once makes the next loads short.
            warming.learn(self._to_learn)
        process = self._loaded(deadline)
        if self._mode == "reload":
            return self._ask_once(process, request, deadline, emit)
        return self._ask_a_copy(process, request, deadline, emit)

    def look_after(self) -> None:
        """Between calls: log what the agent's threads write, and let go of a process that has ended by itself."""
        if self._process is None:
            return
        self._process.copy_output()
        if not self._process.is_alive():
            logs.write("WARN", "agent_ended")
            self._end()

    def close(self) -> None:
        """End the agent's process with everything that it has started."""
        self._end()

    def _ask_a_copy(self, process: AgentProcess, request: Request, deadline: Deadline, emit: Emit | None) -> Outcome:
        try:
            outcome = process.ask(request, True, self._to_learn, deadline, emit)
            self._to_learn = outcome.imported
            return outcome
        finally:
            process.end_call(self._kept)
            if not process.is_alive():
                self._end()
            if self._scratch is not None:
                self._scratch.restore()

    def _ask_once(self, process: AgentProcess, request: Request, deadline: Deadline, emit: Emit | None) -> Outcome:
        try:
            return process.ask(request, False, [], deadline, emit)
        finally:
            self._end()
            if self._scratch is not None:
                self._scratch.restore()

    def _ask_without_isolation(self, request: Request, deadline: Deadline, emit: Emit | None) -> Outcome:
        process = self._loaded(deadline)
        try:
            outcome = process.ask(request, False, [], deadline, emit)
        except (TookTooLong, Crashed):
            # What still runs, or has broken, must not reach the next caller, who gets a new process.
            self._end()
            raise
        process.flush_output()
        return outcome

    def _loaded(self, deadline: Deadline) -> AgentProcess:
        if self._process is None:
            self._scratch = Scratch.of(scratch.folder())
            self._process = AgentProcess(self._log_prints, stays=self._mode == "environment")
        process = self._process
        if process.facts is not None:
            return process
        try:
            facts = process.wait_until_loaded(deadline)
        except (LoadFailed, Crashed):
            self._end()
            raise
        if self._mode == "call" and (facts.threads > 1 or facts.stored_sessions or facts.connections):
            # A copy would lack the threads that loading has started (an MCP client, say), or begin each call with the
            # stored conversation as it was when it was loaded, or read what another caller asked a database for.
            reasons = {"threads": facts.threads, "stored_sessions": facts.stored_sessions, "connections": facts.connections}
            logs.write("WARN", "isolation_by_reload", **reasons)
            self._mode = "reload"
            self._to_learn = facts.modules
        if self._mode == "call":
            self._kept = processes.descendants()
            self._scratch = Scratch.of(scratch.folder())
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()
