"""Reads the generated code, chooses its entry point, and loads it as a module."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import linecache
import os
import sys
import warnings
from dataclasses import replace
from functools import cached_property, lru_cache
from types import CodeType, ModuleType

from slipway_runtime import source_facts
from slipway_runtime.entry_choice import Choice, choose
from slipway_runtime.fields import fields_of

MODULE_NAME = "agent_handler"
BEGIN_MARKER = b"# === slipway: generated code begins ===\n"
END_MARKER = b"# === slipway: generated code ends ==="


class AgentModule:
    """The generated code: compiled once under the name its author knows, executed for a fresh copy."""

    def __init__(self) -> None:
        handler = importlib.util.find_spec(MODULE_NAME)
        file = handler.origin if handler is not None and handler.origin else source_facts.find()
        package = os.path.dirname(os.path.abspath(file))
        self._facts = source_facts.read(package)
        self.root = os.path.join(package, source_facts.FOLDER) if self._facts.is_folder else package
        spec = handler
        if self._facts.module is not None:
            spec = importlib.util.spec_from_file_location(self._facts.module, self.file)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{self._facts.module or MODULE_NAME} is not in the package")
        self._spec = spec
        with open(spec.origin, "rb") as source:
            self.source = authored_part(source.read())
        self._code: CodeType | None = None

    @property
    def is_folder(self) -> bool:
        """Whether the author deployed a folder, whose other modules this one may import."""
        return self._facts.is_folder

    @property
    def file(self) -> str:
        """Where the author's file is, or would be: traces, logs and warnings name it."""
        return os.path.join(self.root, self._facts.file)

    def enter(self) -> None:
        """Let this process find what is in the author's folder."""
        if self.is_folder:
            source_facts.enter(self.root, self._facts)

    def execute(self) -> ModuleType:
        """A new module instance from which nothing of an earlier one can be reached."""
        package, _, name = self._spec.name.rpartition(".")
        parent = importlib.import_module(package) if package else None
        module = importlib.util.module_from_spec(self._spec)
        # Dataclasses, pickles and type hints look their own module up by name.
        sys.modules[self._spec.name] = module
        try:
            exec(self._compiled(), module.__dict__)
        except BaseException:
            sys.modules.pop(self._spec.name, None)
            raise
        if parent is not None:
            setattr(parent, name, module)
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
                choice = choose(tree, self._facts.entry)
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
