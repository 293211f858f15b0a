"""Finds which rights in AWS the code needs beyond those that every agent has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from agent_check import aws_clients
from agent_check.aws_names import Names, qualified
from agent_check.code import Code, argument, dotted
from agent_check.data import load
from agent_check.findings import Findings
from slipway_runtime.trees import walk

# A policy of a role has at most 10,240 characters; code that needs more wants a policy of its own.
MAX_RIGHTS = 40
_UNKNOWN_HINT = "Give what it needs with --permissions (permissions over HTTP); see deploying.md"
_HINT = "See 'slipway check FILE --suggest-permissions'; give what it prints with --permissions (permissions over HTTP)"


@dataclass(frozen=True)
class _Need:
    """One action, where the code needs it and what for."""

    action: str
    resources: tuple[str, ...]
    node: ast.AST
    reason: str
    note: str = ""
    fixed: bool = False  # whether it is about an object that the agents' own rights leave out


def find(
    code: Code, tools: dict[str, ast.AST], given: frozenset[str] | None, granted: frozenset[str], findings: Findings
) -> list[dict[str, Any]]:
    """The rights, those for the same objects together.

    given are the variables that the deployment sets; granted are the actions that it allows, with wildcards.
    """
    tools = _used(tools, code)
    names = Names(code, given or frozenset())
    asked = aws_clients.find(code)
    needs = [*_of_clients(asked, names), *_of_tools(tools), *_of_classes(code, names)]
    wanted = [need for need in needs if not _has(need)]
    missing = [need for need in wanted if not any(_covers(pattern, need.action) for pattern in granted)]
    _warn(missing, findings)
    if "*" not in granted:
        for node, reason in [*asked.unclear, *_unknown_tools(tools), *_unknown_libraries(code)]:
            findings.warn("rights_unknown", node, f"Which rights the role needs is not known: {reason}", _UNKNOWN_HINT)
    return _grouped(wanted)


def _used(tools: dict[str, ast.AST], code: Code) -> dict[str, ast.AST]:
    """The tools that the code does something with besides importing them."""
    names = {node.id for node in code.every(ast.Name)} | {node.attr for node in code.every(ast.Attribute)}
    return {tool: node for tool, node in tools.items() if isinstance(node, ast.Constant) or names & _bound_to(tool, node)}


def _bound_to(tool: str, node: ast.AST) -> set[str]:
    """What the code calls an imported tool."""
    if not isinstance(node, ast.ImportFrom):
        return {tool}
    alike = [alias for alias in node.names if alias.name == tool or node.module != "strands_tools"]
    return {alias.asname or alias.name for alias in alike}


def _has(need: _Need) -> bool:
    """Whether every agent's role has it."""
    data = load("aws_rights.json")
    return need.action in data["free"] or (need.action in data["granted"] and not need.fixed)


def _covers(pattern: str, action: str) -> bool:
    return fnmatchcase(action.lower(), pattern.lower())


def _of_clients(found: aws_clients.Found, names: Names) -> Iterator[_Need]:
    data = load("aws_rights.json")["actions"]
    prefixes = load("sdk_actions.json")["prefixes"]
    for asked in found.asked:
        if not asked.operation:
            continue
        usual = [f"{prefixes[asked.service]}:{asked.operation}"]
        reason = _as_written(asked)
        for text in data.get(asked.service, {}).get(asked.operation, _by_method(asked) or usual):
            action, _, fixed = text.partition(" ")
            if fixed:
                yield _Need(action, (fixed,), asked.node, reason, fixed=fixed != "*")
            else:
                resources, note = names.resources(asked, action == "s3:GetObject")
                about = qualified(asked.service, action, resources, asked.given)
                yield _Need(action, tuple(about), asked.node, reason, note)


def _as_written(asked: aws_clients.Asked) -> str:
    """The call as the code has it, if it has a name."""
    text = dotted(asked.node)
    named = "." in text and "(" not in text
    return text if named else f"{asked.service}.{getattr(asked.node, 'attr', asked.operation)}"


def _by_method(asked: aws_clients.Asked) -> list[str]:
    """The rights of API Gateway are those of its HTTP methods."""
    if asked.service not in ("apigateway", "apigatewayv2"):
        return []
    verbs = {"Get": "GET", "Create": "POST", "Import": "POST", "Update": "PATCH", "Put": "PUT", "Delete": "DELETE"}
    return [f"apigateway:{method}" for verb, method in verbs.items() if asked.operation.startswith(verb)]


def _of_tools(tools: dict[str, ast.AST]) -> Iterator[_Need]:
    data = load("aws_rights.json")
    for tool, node in tools.items():
        for text in data["tools"].get(tool, ()):
            action, _, resource = text.partition(" ")
            note = data["tool_notes"].get(tool, "")
            yield _Need(action, (resource,), node, f"strands_tools.{tool}", note, fixed=True)


def _of_classes(code: Code, names: Names) -> Iterator[_Need]:
    known = load("aws_rights.json")["classes"]
    for node in code.calls:
        full = code.receivers.full_name(node.func)
        short = f"{full.partition('.')[0]}.{full.rpartition('.')[2]}"
        if short not in known or "." not in full:
            continue
        keyword, position, form = known[short]["name"]
        named = argument(node, keyword, position) or _inside(node, keyword, code)
        resources, note = names.of(named, form)
        for text in known[short]["actions"]:
            action, _, suffix = text.partition(" ")
            yield _Need(action, tuple(arn + suffix for arn in resources), node, full.rpartition(".")[2], note)


def _inside(call: ast.Call, key: str, code: Code) -> ast.expr | None:
    """An entry of a dictionary among the arguments."""
    for part in walk(call):
        if isinstance(part, ast.Dict):
            for name, value in zip(part.keys, part.values):
                if code.text_of(name) == key:
                    return value
    return None


def _unknown_tools(tools: dict[str, ast.AST]) -> Iterator[tuple[ast.AST, str]]:
    known = load("aws_rights.json")["unknown_tools"]
    yield from ((node, f"strands_tools.{tool}: {known[tool]}") for tool, node in tools.items() if tool in known)


def _unknown_libraries(code: Code) -> Iterator[tuple[ast.AST, str]]:
    known = load("aws_rights.json")["libraries"]
    for node in code.everything:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name.partition(".")[0] in known:
                yield node, f"{name.partition('.')[0]} calls AWS itself"


def _warn(missing: list[_Need], findings: Findings) -> None:
    """One warning for each line that needs a right."""
    by_line: dict[int, list[_Need]] = {}
    told: set[str] = set()
    for need in missing:
        if need.action not in told:
            told.add(need.action)
            by_line.setdefault(getattr(need.node, "lineno", 0), []).append(need)
    for needs in by_line.values():
        actions = list(dict.fromkeys(need.action for need in needs))
        shown = ", ".join(actions[:4]) + (f" and {len(actions) - 4} more" if len(actions) > 4 else "")
        message = f"The agent's role does not allow {shown}: needed by {_reasons(needs)}"
        findings.warn("missing_right", needs[0].node, message, _HINT)


def _reasons(needs: list[_Need]) -> str:
    reasons = list(dict.fromkeys(need.reason for need in needs))
    return ", ".join(reasons[:5]) + (f" and {len(reasons) - 5} more" if len(reasons) > 5 else "")


def _grouped(needs: list[_Need]) -> list[dict[str, Any]]:
    """The statements: actions on the same objects together, in the order of the code."""
    groups: dict[tuple[str, ...], list[_Need]] = {}
    for need in needs:
        key = (need.action.partition(":")[0], *sorted(set(need.resources)))
        groups.setdefault(key, []).append(need)
    found = []
    for (_, *resources), group in list(groups.items())[:MAX_RIGHTS]:
        lines = sorted(getattr(need.node, "lineno", 0) for need in group)
        notes = list(dict.fromkeys(need.note for need in group if need.note))
        found.append(
            {
                "actions": sorted({need.action for need in group}),
                "resources": resources,
                "line": lines[0],
                "reason": _reasons(group),
                "note": "; ".join(notes[:3]) or None,
            }
        )
    return found
