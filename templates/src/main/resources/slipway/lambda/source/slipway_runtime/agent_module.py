"""Loads the generated module and finds what answers: its main, or else its last team or agent."""

from __future__ import annotations

import importlib.util
import json
import linecache
import os
import sys
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

MODULE_NAME = "agent_handler"
BEGIN_MARKER = b"# === slipway: generated code begins ===\n"
END_MARKER = b"# === slipway: generated code ends ==="
SOURCE_FACTS = "agent_source.json"
DEFAULT_NAME = "agent.py"


class NothingToCall(Exception):
    """The module loaded, but it has neither a main nor an agent."""


class AgentModule:
    """The generated code: compiled once under the name its author knows, executed for a fresh copy."""

    def __init__(self, name: str = MODULE_NAME) -> None:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{name} is not in the package")
        self._spec = spec
        self.root = os.path.dirname(os.path.abspath(spec.origin))
        with open(spec.origin, "rb") as handler:
            self.source = authored_part(handler.read())
        self._code: CodeType | None = None

    @property
    def file(self) -> str:
        """Where the author's file would be: traces, logs and warnings name it."""
        return os.path.join(self.root, _authored_name(self.root))

    def execute(self) -> ModuleType:
        """A new module instance from which nothing of an earlier one can be reached."""
        module = importlib.util.module_from_spec(self._spec)
        # Dataclasses, pickles and type hints look their own module up by name.
        sys.modules[self._spec.name] = module
        try:
            exec(self._compiled(), module.__dict__)
        except BaseException:
            sys.modules.pop(self._spec.name, None)
            raise
        if "main" not in module.__dict__:
            _order_by_assignment(module, self._compiled())
        return module

    def _compiled(self) -> CodeType:
        if self._code is None:
            file = self.file
            lines = self.source.decode("utf-8", "replace").splitlines(keepends=True)
            # There is no such file in the package: traces take its lines from here.
            linecache.cache[file] = (len(self.source), None, lines, file)
            self._code = compile(self.source, file, "exec", dont_inherit=True)
        return self._code


def _order_by_assignment(module: ModuleType, code: CodeType) -> None:
    """Puts names in the order of their last assignment, as the check reads them: a rebound name keeps its first place."""
    import dis  # most agents have a main, and start without it

    for step in dis.get_instructions(code):
        if step.opname in ("STORE_NAME", "STORE_GLOBAL") and step.argval in module.__dict__:
            module.__dict__[step.argval] = module.__dict__.pop(step.argval)


def authored_part(handler: bytes) -> bytes:
    """What the author wrote, so that line 1 is line 1: the handler without Slipway's markers."""
    begin, end = handler.find(BEGIN_MARKER), handler.rfind(END_MARKER)
    if begin < 0 or end < begin:
        return handler
    return handler[begin + len(BEGIN_MARKER) : end]


def _authored_name(root: str) -> str:
    """The name of the file that was deployed; requests without one are called agent.py."""
    try:
        with open(os.path.join(root, SOURCE_FACTS), encoding="utf-8") as facts:
            name = json.load(facts).get("file")
    except (OSError, ValueError, AttributeError):
        name = None
    return os.path.basename(name) if isinstance(name, str) and name.strip(". ") else DEFAULT_NAME


def entry_point(module: ModuleType) -> Callable[..., Any]:
    """What to call with a request."""
    main = vars(module).get("main")
    if callable(main):
        return main
    entry = _last(module, "strands.multiagent.base", "MultiAgentBase") or _last(module, "strands.agent.agent", "Agent")
    if entry is None:
        raise NothingToCall("the code defines neither main() nor an Agent at module level")

    def ask(prompt: Any) -> Any:
        return entry(prompt)

    return ask


def _last(module: ModuleType, home: str, class_name: str) -> Any:
    wanted = getattr(sys.modules.get(home), class_name, None)
    if wanted is None:
        return None
    return next((value for value in reversed(list(vars(module).values())) if isinstance(value, wanted)), None)
