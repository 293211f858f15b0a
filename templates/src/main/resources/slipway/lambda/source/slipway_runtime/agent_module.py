"""Loads the generated module and finds what answers: its main, else its last team or agent."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

MODULE_NAME = "agent_handler"


class NothingToCall(Exception):
    """The module loaded, but it has neither a main nor an agent."""


class AgentModule:
    """The generated code: compiled once, executed whenever a fresh copy is asked for."""

    def __init__(self, name: str = MODULE_NAME) -> None:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"{name} is not in the package")
        self._spec = spec
        self._code: CodeType = spec.loader.get_code(name)  # type: ignore[attr-defined]

    def execute(self) -> ModuleType:
        """A new module instance nothing of an earlier one can be reached from."""
        module = importlib.util.module_from_spec(self._spec)
        # Dataclasses, pickles and type hints look their own module up by name.
        sys.modules[self._spec.name] = module
        try:
            exec(self._code, module.__dict__)
        except BaseException:
            sys.modules.pop(self._spec.name, None)
            raise
        return module


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
