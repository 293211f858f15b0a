"""Lets MCP servers that the agent starts find their modules: the SDK passes a few variables only."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_SDK = "mcp.client.stdio"
_LIST = "DEFAULT_INHERITED_ENV_VARS"
# Where Python finds the layers' modules, and the loader the layers' native libraries. Neither holds anything secret.
_NEEDED = ("PYTHONPATH", "LD_LIBRARY_PATH")


def hand_on_paths() -> None:
    """From now on the SDK's default environment of a server includes the paths; the SDK itself is not imported here."""
    if _SDK in sys.modules:
        _extend(sys.modules[_SDK])
    elif not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the SDK's module like any other, and changes its list right after it is loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _SDK:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_extend(module: ModuleType) -> None:
                execute(module)
                _extend(module)

            spec.loader.exec_module = execute_and_extend  # type: ignore[method-assign]
        return spec


def _extend(module: ModuleType) -> None:
    """Add to the list in place: get_default_environment reads it for each server. Another SDK may have none."""
    names = getattr(module, _LIST, None)
    if isinstance(names, list):
        names.extend(name for name in _NEEDED if name not in names)
