"""Lists the environment variables the code reads."""

from __future__ import annotations

import ast

from agent_check.code import Code, dotted

_READERS = ("os.environ.get", "os.getenv", "environ.get", "getenv", "os.environ.setdefault", "os.environ.pop")
_MAPPINGS = ("os.environ", "environ")


def names(code: Code) -> list[str]:
    """Names the code reads by a string that can be determined, sorted."""
    found: set[str] = set()
    for node in code.everything:
        name = None
        if isinstance(node, ast.Call) and node.args and dotted(node.func) in _READERS:
            name = code.text_of(node.args[0], code.constants)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and dotted(node.value) in _MAPPINGS:
            name = code.text_of(node.slice, code.constants)
        if name:
            found.add(name)
    return sorted(found)
