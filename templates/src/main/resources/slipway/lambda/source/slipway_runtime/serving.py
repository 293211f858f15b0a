"""What runs in the agent's own process: load its code once, then answer calls until the other end closes."""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
import threading
from dataclasses import asdict, replace
from types import ModuleType
from typing import Any

from slipway_runtime import connections, denials, frames, loops, processes, telemetry, tokens, warming
from slipway_runtime.agent_logging import log_like_a_script
from slipway_runtime.agent_module import AgentModule, the_agent
from slipway_runtime.asking import ask
from slipway_runtime.events import Request
from slipway_runtime.failures import describe, text_of

TRACE_VARIABLE = "_X_AMZN_TRACE_ID"


def serve(control: socket.socket, log_prints: bool, stays: bool = False) -> None:
    """Run the agent's code on behalf of the process that talks to Lambda; it stays if it answers one call after another."""
    log_like_a_script()
    if stays:
        loops.keep()
    end = control.fileno()
    # Loading creates hundreds of thousands of objects that stay: searching them for garbage took a fifth of the time.
    gc.disable()
    tokens.watch()
    before = connections.connected()
    source = None
    try:
        source = the_agent()
        source.enter()
        module = source.execute()
    except BaseException as error:
        denials.note(text_of(error))
        frames.send(end, frames.LOAD_FAILED, json.dumps(describe(error, source.root if source else None)).encode())
        return
    finally:
        _flush_standard_streams()
    denials.watch()
    # Asked before the freeze: what is frozen is no longer among the objects that can be searched.
    facts = json.dumps(_facts(source, connections.shared(before))).encode()
    warming.warm_up()
    if b"argparse" in source.source:
        warming.learn(["argparse"])  # main may import it late; each copy would do that again
    # Copies then share the memory of what is loaded. What little garbage it left is not worth collecting.
    gc.freeze()
    gc.enable()
    frames.send(end, frames.LOADED, facts)
    Server(control, source, module, log_prints).run()


def _facts(source: AgentModule, shared: int) -> dict[str, Any]:
    """What decides how calls can be kept apart; shared are the connections that copies would have in common."""
    threads = threading.active_count()
    stores = _holds_stored_sessions(source)
    own = source.root + os.sep
    modules = [
        name
        for name, module in list(sys.modules.items())
        if (threads > 1 or stores or shared) and not (getattr(module, "__file__", None) or "").startswith(own)
    ]
    return {"threads": threads, "stored_sessions": stores, "connections": shared, "modules": modules[: warming.MAX_LEARNED]}


def _holds_stored_sessions(source: AgentModule) -> bool:
    """Whether a conversation that is stored elsewhere was read while loading: it grows with each call, a copy does not."""
    library = sys.modules.get("strands.session.session_manager")
    if library is None or not (source.is_folder or b"session" in source.source.lower()):
        return False
    kinds = [library.SessionManager]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return any(isinstance(holder, library.SessionManager) for holder in gc.get_referrers(*kinds))


def _of_libraries(names: list[str], source: AgentModule) -> list[str]:
    """Those that are not the author's own: importing these early could do what only a call may do."""
    own = source.root + os.sep
    return names if not source.is_folder else [
        name for name in names if not (getattr(sys.modules[name], "__file__", None) or "").startswith(own)
    ]


class Server:
    """Answers the calls that arrive on the control socket, each in a copy of this process if so requested."""

    def __init__(self, control: socket.socket, source: AgentModule, module: ModuleType, log_prints: bool) -> None:
        self._control = control
        self._reader = frames.Reader(control.fileno())
        self._module = module
        self._source = source
        self._log = (lambda data: frames.write_all(2, data)) if log_prints else None

    def run(self) -> None:
        """Run until the process that talks to Lambda is gone."""
        while True:
            loops.wait(self._control.fileno())
            _, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
            if not descriptors:
                return
            os.set_inheritable(descriptors[0], False)
            call = self._call()
            if call is None:
                return
            if call["apart"]:
                self._answer_in_a_copy(call, descriptors[0])
            else:
                self._answer(call, descriptors[0])
            _close(descriptors[0])

    def _call(self) -> dict[str, Any] | None:
        while True:
            messages = self._reader.read()
            if messages is None:
                return None
            for _, body in messages:
                return json.loads(body)

    def _answer_in_a_copy(self, call: dict[str, Any], end: int) -> None:
        # Paid by the second call at most: the third finds everything loaded.
        warming.learn(call["learn"])
        pid = os.fork()
        if pid == 0:
            try:
                become_a_process_of_its_own()
                self._answer(call, end)
            finally:
                os._exit(0)
        control = self._control.fileno()
        frames.send(control, frames.STARTED, json.dumps([call["number"], pid]).encode())
        _, status = os.waitpid(pid, 0)
        frames.send(control, frames.ENDED, json.dumps([call["number"], status]).encode())

    def _answer(self, call: dict[str, Any], end: int) -> None:
        before = warming.snapshot()
        _set_trace(call["trace_id"])

        sending = threading.Lock()  # an agent may ask models in threads while it says something

        def send(kind: bytes, body: str) -> None:
            with sending:
                frames.send(end, kind, body.encode("utf-8", "replace"))

        request = Request(**call["request"])
        emit = (lambda piece: send(frames.PIECE, piece)) if call["streams"] else None
        tokens.tell(lambda counts: send(frames.TOKENS, json.dumps(counts)))
        outcome = ask(self._module, self._source.choice, request, self._source.root, emit, self._log)
        tokens.tell(None)
        _flush_standard_streams()
        imported = _of_libraries(warming.imported_since(before), self._source)
        frames.send(end, frames.OUTCOME, json.dumps(asdict(replace(outcome, imported=imported))).encode())
        telemetry.flush()
        _flush_standard_streams()
        frames.send(end, frames.DONE)


def become_a_process_of_its_own() -> None:
    """Start its own session, so that signals to its group do not reach Slipway; never outlive its parent."""
    os.setsid()
    processes.end_with_parent()


def redirect_standard_streams(log: int) -> None:
    """Standard input ends at once; standard output belongs to Lambda's own protocol, so it joins the log."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]


def _set_trace(trace_id: str | None) -> None:
    if trace_id:
        os.environ[TRACE_VARIABLE] = trace_id
    else:
        os.environ.pop(TRACE_VARIABLE, None)


def _flush_standard_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            continue  # the agent has closed or replaced it


def _close(end: int) -> None:
    try:
        os.close(end)
    except OSError:
        pass
