"""Finds the variables that the code cannot do without, and compares them with those that the deployment sets."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from agent_check import certain
from agent_check.code import Code, argument, dotted, last_name
from agent_check.findings import Findings

_MAPPINGS = ("os.environ", "environ")
_LOOKUPS = ("os.environ.get", "environ.get", "os.getenv", "getenv")
# Lambda's own, and what the runtime around the code sets.
_PROVIDED = frozenset(
    "HOME LANG LD_LIBRARY_PATH PATH PWD PYTHONPATH TZ AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN "
    "AWS_REGION AWS_DEFAULT_REGION AWS_EXECUTION_ENV BYPASS_TOOL_CONSENT STRANDS_NON_INTERACTIVE".split()
)
_PROVIDED_PREFIXES = ("AWS_LAMBDA_", "LAMBDA_", "SLIPWAY_", "_")
_KEY = re.compile(r"KEY|SECRET|TOKEN|PASSW|CREDENTIAL", re.I)
_NO_KEY = re.compile(r"(?:NAME|ARN|ID|URL|URI|PATH|FILE|TABLE|BUCKET|TOKENS|REGION)$", re.I)


def compare(code: Code, given: frozenset[str], findings: Findings) -> None:
    """Reports each variable without which the code fails, and that the deployment does not set."""
    compare_all([code], given, lambda _: findings)


def compare_all(codes: list[Code], given: frozenset[str], findings_of: Callable[[Code], Findings]) -> None:
    """The same for files that run together: what one of them sets the others have."""
    own = {name for code in codes for node in code.reachable for name in _set_by(node, code)}
    if any(_sets_unknown(node, code) for code in codes for node in code.reachable):
        return
    for code in codes:
        _compare(code, given | own, findings_of(code))


def _compare(code: Code, given: frozenset[str], findings: Findings) -> None:
    for name, node in needed(code).items():
        if name not in given:
            is_key = _KEY.search(name) and not _NO_KEY.search(name)
            hint = (
                f"Add --api-key {name} (api_keys over HTTP)"
                if is_key
                else f"Add --env {name}=… (environment_variables over HTTP)"
            )
            findings.warn(
                "env_not_given", node, f"The code needs the variable {name}, and the deployment does not set it", hint
            )


def needed(code: Code) -> dict[str, ast.AST]:
    """The variables without which the code fails for sure, each with the first place that needs it."""
    asked = {name for node in code.reachable if (name := looked_up(node, code) or _asked_for(node, code))}
    bound = _bound_lookups(code)
    found: dict[str, ast.AST] = {}
    for node in certain.nodes(code, ("KeyError", "LookupError")):
        name = _read(node, code)
        if name and name not in asked:
            found.setdefault(name, node)
        for name in _demanded(node, bound, code):
            found.setdefault(name, node)
    return {name: node for name, node in found.items() if not _is_provided(name)}


def looked_up(node: ast.AST | None, code: Code) -> str | None:
    """The name of a variable that is read so that it may be missing."""
    is_lookup = isinstance(node, ast.Call) and dotted(node.func) in _LOOKUPS and bool(node.args)
    return code.text_of(node.args[0], code.constants) if is_lookup else None  # type: ignore[union-attr]


def _is_provided(name: str) -> bool:
    return name in _PROVIDED or name.startswith(_PROVIDED_PREFIXES)


def _read(node: ast.AST, code: Code) -> str | None:
    """The variable that a node reads so that it must be there."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and dotted(node.value) in _MAPPINGS:
        return code.text_of(node.slice, code.constants)
    if (
        isinstance(node, ast.Call)
        and last_name(node.func) == "pop"
        and len(node.args) == 1
        and _is_of_environment(node)
    ):
        return code.text_of(node.args[0], code.constants)
    return None


def _asked_for(node: ast.AST, code: Code) -> str | None:
    """The name in "NAME" in os.environ."""
    if (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], (ast.In, ast.NotIn))
        and dotted(node.comparators[0]) in _MAPPINGS
    ):
        return code.text_of(node.left, code.constants)
    return None


def _is_of_environment(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and dotted(call.func.value) in _MAPPINGS


def _set_by(node: ast.AST, code: Code) -> Iterator[str]:
    """Variables that the code sets itself."""
    texts: list[ast.expr | None] = []
    if _stores(node):
        texts = [node.slice]  # type: ignore[attr-defined]
    elif isinstance(node, ast.Call) and last_name(node.func) in ("setdefault", "putenv") and node.args:
        texts = [node.args[0]]
    elif isinstance(node, ast.Call) and last_name(node.func) == "update" and _is_of_environment(node):
        yield from (keyword.arg for keyword in node.keywords if keyword.arg)
        texts = [key for part in node.args if isinstance(part, ast.Dict) for key in part.keys]
    yield from (text for part in texts if (text := code.text_of(part, code.constants)))


def _stores(node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and dotted(node.value) in _MAPPINGS


def _sets_unknown(node: ast.AST, code: Code) -> bool:
    """Whether the code may set any variable here."""
    if _stores(node):
        return code.text_of(node.slice, code.constants) is None  # type: ignore[attr-defined]
    if isinstance(node, ast.AugAssign):
        return dotted(node.target) in _MAPPINGS
    if not isinstance(node, ast.Call):
        return False
    if last_name(node.func) == "load_dotenv":
        return argument(node, "stream") is not None
    if last_name(node.func) != "update" or not _is_of_environment(node):
        return False
    return any(keyword.arg is None for keyword in node.keywords) or any(
        not isinstance(part, ast.Dict) for part in node.args
    )


def _bound_lookups(code: Code) -> dict[str, str]:
    """Names that hold what a variable says, and nothing else."""
    bound: dict[str, str] = {}
    for node in code.reachable:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            bound[name] = "" if name in bound else _without_default(node.value, code) or ""
    return bound


def _without_default(node: ast.expr, code: Code) -> str | None:
    """The variable of a lookup that yields nothing if it is missing."""
    name = looked_up(node, code)
    default = argument(node, "default", 1) if name else None  # type: ignore[arg-type]
    return name if default is None or (isinstance(default, ast.Constant) and not default.value) else None


def _demanded(node: ast.AST, bound: dict[str, str], code: Code) -> list[str]:
    """The variables without which a statement ends the code."""
    if isinstance(node, ast.Assert):
        return _conditions(node.test, False, bound, code)
    if isinstance(node, ast.If) and certain.ends(node.body):
        return _conditions(node.test, True, bound, code)
    return []


def _conditions(test: ast.expr, missing: bool, bound: dict[str, str], code: Code) -> list[str]:
    """The variables that are certainly there once the code gets past the test: missing says what the test asks for."""
    found: list[str] = []
    waiting = [(test, missing)]
    while waiting:
        node, missing = waiting.pop()
        name = _without_default(node, code) or bound.get(getattr(node, "id", ""))
        if name and not missing:
            found.append(name)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            waiting.append((node.operand, not missing))
        elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or if missing else ast.And):
            waiting.extend((part, missing) for part in node.values)
        elif isinstance(node, ast.Compare):
            if isinstance(node.ops[0], (ast.Is, ast.Eq) if missing else (ast.IsNot, ast.NotEq)) and _is_nothing(
                node.comparators[0]
            ):
                waiting.append((node.left, False))
            elif isinstance(node.ops[0], ast.NotIn if missing else ast.In):
                found.extend(filter(None, [_asked_for(node, code)]))
        elif isinstance(node, ast.Call) and dotted(node.func) == "all" and not missing and node.args:
            waiting.extend((part, False) for part in getattr(node.args[0], "elts", ()))
    return found


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not node.value
