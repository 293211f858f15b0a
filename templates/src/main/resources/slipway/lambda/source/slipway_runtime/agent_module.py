"""Reads the generated code, chooses its entry point, and loads it as a module."""

from __future__ import annotations

import ast
import importlib.util
import json
import linecache
import os
import sys
import warnings
from dataclasses import replace
from functools import cached_property, lru_cache
from types import CodeType, ModuleType

from slipway_runtime.entry_choice import Choice, choose
from slipway_runtime.fields import fields_of

MODULE_NAME = "agent_handler"
BEGIN_MARKER = b"# === slipway: generated code begins ===\n"
END_MARKER = b"# === slipway: generated code ends ==="
SOURCE_FACTS = "agent_source.json"
DEFAULT_NAME = "agent.py"


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
        return module

    @property
    def choice(self) -> Choice | None:
        """The entry point, chosen without running the code; None if it has none, or if Python cannot read it."""
        return self._read[0]

    @property
    def fields(self) -> frozenset[str] | None:
        """The fields of a request that the entry point takes by name; None where any may be meant."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Choice | None, frozenset[str] | None]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # compiling says it once
                tree = ast.parse(self.source)
                choice = choose(tree)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None, frozenset()
        return (replace(choice, node=None) if choice is not None else None), fields_of(choice, tree)

    def _compiled(self) -> CodeType:
        if self._code is None:
            file = self.file
            lines = self.source.decode("utf-8", "replace").splitlines(keepends=True)
            # There is no such file in the package: traces take its lines from here.
            linecache.cache[file] = (len(self.source), None, lines, file)
            self._code = compile(self.source, file, "exec", dont_inherit=True)
        return self._code


@lru_cache(maxsize=1)
def the_agent() -> AgentModule:
    """The code in this package; a process inherits what its parent has read of it."""
    return AgentModule()


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
