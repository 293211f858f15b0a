"""Finds agents that outlive their MCP client: once "with client:" has ended, every tool call fails."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from agent_check.code import FUNCTIONS, Code, dotted, last_name
from agent_check.findings import Findings
from slipway_runtime.trees import children, walk

_LISTS = "list_tools_sync"
_OPENS, _CLOSES = ("start", "__enter__", "enter_context"), ("stop", "__exit__")
_ASKS_LATER = ("stream_async", "invoke_async", "structured_output_async")
_ASKS = (*_ASKS_LATER, "structured_output")
_COLLECTS = ("list", "tuple", "sorted", "filter")
_ADDS = ("append", "extend", "add_node")
_HINT = (
    "Open the client in main, around making and asking the agent; or pass the client itself, Agent(tools=[client]), "
    "which keeps it open"
)


@dataclass(frozen=True)
class _Tie:
    """What is dead as soon as a client is closed: the client, the line of its end, and where the tie was made."""

    client: str
    end: int
    node: ast.AST


_Ties = dict[str, _Tie]


def scan(code: Code, entry_name: str | None, findings: Findings) -> None:
    """Reports each agent that is asked, or handed on, after its client was closed; entry_name may be called itself."""
    if _LISTS not in code.text:
        return
    flow = _Flow(code, Counter(_opened(code.reachable)), code.makers.names)
    module = flow.follow(code.top_level, code.tree.body, {}, findings)
    if entry_name in module:
        _warn(module[entry_name], entry_name, module[entry_name].node, findings)
    later = _run_later(code)
    in_self = {
        method: ties
        for node in code.reachable
        if isinstance(node, ast.ClassDef)
        for method, ties in _left_in_self(node, flow)
    }
    for node in code.reachable:
        if isinstance(node, FUNCTIONS):
            known = {**(module if node in later else {}), **in_self.get(node, {})}
            own = {part.arg for part in walk(node.args) if isinstance(part, ast.arg)}
            known = {name: _Tie(tie.client, 0, tie.node) for name, tie in known.items() if name not in own}
            flow.follow(list(_statements(node.body)), node.body, known, findings, hands_on=node.name != "main")


def _left_in_self(node: ast.ClassDef, flow: _Flow) -> Iterator[tuple[ast.AST, _Ties]]:
    """What each method finds in self, left there by another."""
    methods = [part for part in node.body if isinstance(part, FUNCTIONS)]
    left = {method: flow.follow(list(_statements(method.body)), method.body, {}, Findings()) for method in methods}
    in_self = [
        (maker, name, tie) for maker, ties in left.items() for name, tie in ties.items() if name.startswith("self.")
    ]
    for method in methods if in_self else ():
        yield method, {name: tie for maker, name, tie in in_self if maker is not method}


@dataclass(frozen=True)
class _Flow:
    """Follows clients, their tools and the agents that have them through one body of statements."""

    code: Code
    opened: Counter[str]
    makers: frozenset[str]

    def follow(
        self, statements: list[ast.stmt], body: list[ast.stmt], known: _Ties, findings: Findings, hands_on: bool = False
    ) -> _Ties:
        """Reports what is used although it is dead, in the order of the statements; returns what is tied at the end."""
        closed = dict(self._closed(statements, body))
        ties = dict(known)
        for statement in statements:
            for node in _own_nodes(statement):
                if isinstance(node, ast.Call):
                    self._asked(node, ties, findings)
                    if isinstance(node.func, ast.Attribute) and node.func.attr in _ADDS:
                        self._bind(dotted(node.func.value), node.args, statement, closed, ties, adds=True)
            for name, value in _bound(statement):
                self._bind(name, [value], statement, closed, ties, adds=isinstance(statement, ast.AugAssign))
            if isinstance(statement, ast.Return) and statement.value is not None:
                self._handed_on(statement, statement.value, closed, ties, findings, hands_on)
        return ties

    def _closed(self, statements: list[ast.stmt], body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
        """Each client that is closed here and opened nowhere else, with the line of its end."""
        for statement in statements:
            if isinstance(statement, (ast.With, ast.AsyncWith)):
                for names in _clients(statement):
                    if all(self.opened[name] <= 1 for name in names):
                        yield from ((name, statement.end_lineno or statement.lineno) for name in names)
        always = [part for node in body for part in ([node] if not isinstance(node, ast.Try) else node.finalbody)]
        for statement in always:
            call = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _CLOSES:
                if self.opened[dotted(call.func.value)] <= 1:
                    yield dotted(call.func.value), statement.lineno

    def _bind(
        self, name: str, values: list[ast.expr], where: ast.stmt, closed: dict[str, int], ties: _Ties, adds: bool
    ) -> None:
        tie = self._tie(values, where, closed, ties)
        if tie is not None:
            ties[name] = tie
        elif not adds:
            ties.pop(name, None)

    def _tie(self, values: list[ast.expr], where: ast.stmt, closed: dict[str, int], ties: _Ties) -> _Tie | None:
        waiting: list[ast.expr] = list(values)
        while waiting:
            node = waiting.pop()
            known = ties.get(dotted(node))
            if known is not None:
                return _Tie(known.client, known.end, where)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == _LISTS:
                client = dotted(node.func.value)
                if client in closed:
                    return _Tie(client, closed[client], where)
            waiting.extend(self._parts(node))
        return None

    def _parts(self, node: ast.expr) -> list[ast.expr]:
        """The expressions whose tools or agents are also in this one."""
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return list(node.elts)
        if isinstance(node, ast.BinOp):
            return [node.left, node.right]
        if isinstance(node, ast.IfExp):
            return [node.body, node.orelse]
        if isinstance(node, (ast.BoolOp, ast.Dict)):
            return list(node.values)
        if isinstance(node, (ast.Starred, ast.Subscript, ast.NamedExpr)):
            return [node.value]
        if isinstance(node, ast.ListComp):
            return [part.iter for part in node.generators] if isinstance(node.elt, ast.Name) else []
        if isinstance(node, ast.Call) and last_name(node.func) in (*self.makers, *_COLLECTS):
            return [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node, ast.Call) and last_name(node.func) == "build" and isinstance(node.func, ast.Attribute):
            return [node.func.value]
        return []

    def _asked(self, node: ast.Call, ties: _Ties, findings: Findings) -> None:
        name = dotted(node.func)
        agent, _, method = name.rpartition(".")
        used = [name, agent if method in _ASKS else "", name.partition(".tool.")[0] if ".tool." in name else ""]
        if name in self.code.functions and name not in self.makers:
            used.extend(dotted(part) for part in node.args)
        for asked in used:
            tie = ties.get(asked)
            if tie is not None and node.lineno > tie.end:
                _warn(tie, asked, node, findings)

    def _handed_on(
        self,
        where: ast.Return,
        value: ast.expr,
        closed: dict[str, int],
        ties: _Ties,
        findings: Findings,
        hands_on: bool,
    ) -> None:
        """An agent that a function returns, or an answer that only begins after its end."""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _ASKS_LATER:
            tie = ties.get(dotted(value.func.value))
        elif hands_on and not any(dotted(part) in closed for part in getattr(value, "elts", ())):
            tie = self._tie([value], where, closed, ties)
        else:
            tie = None
        if tie is not None and tie.client in closed:
            _warn(tie, "what is returned here", where, findings)


def _warn(tie: _Tie, name: str, node: ast.AST, findings: Findings) -> None:
    message = f"The MCP client '{tie.client}' is closed before {name} is used: its tools fail in every call"
    findings.warn("mcp_client_closed", node, message, _HINT)


def _opened(nodes: list[ast.AST]) -> Iterator[str]:
    """The name of a client for each place that opens it."""
    for node in nodes:
        if isinstance(node, ast.withitem):
            yield dotted(node.context_expr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _OPENS:
            yield dotted(node.args[0] if node.func.attr == "enter_context" and node.args else node.func.value)


def _clients(statement: ast.With | ast.AsyncWith) -> Iterator[set[str]]:
    """The names of each client that the statement closes, those that an exit stack has entered included."""
    for item in statement.items:
        alias = dotted(item.optional_vars)
        yield {name for name in (alias, dotted(item.context_expr)) if name}
        for part in walk(statement) if alias else ():
            if isinstance(part, ast.Assign) and _enters(part.value, alias):
                yield {dotted(target) for target in part.targets if dotted(target)}
            if _enters(part, alias):
                yield {dotted(part.args[0])}  # type: ignore[attr-defined]


def _enters(node: ast.AST, stack: str) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) == f"{stack}.enter_context" and bool(node.args)


def _run_later(code: Code) -> set[ast.AST]:
    """The functions that a call can run: main, tools, and what these name."""
    waiting = [node for node in code.functions.values() if node.name == "main" or node.decorator_list]  # type: ignore[attr-defined]
    found: set[ast.AST] = set()
    while waiting:
        node = waiting.pop()
        found.add(node)
        for part in walk(node):
            if isinstance(part, FUNCTIONS):
                found.add(part)
            elif isinstance(part, ast.Name) and part.id in code.functions and code.functions[part.id] not in found:
                waiting.append(code.functions[part.id])
    return found


def _bound(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Names and attributes that a statement binds, each with its value."""
    if isinstance(statement, ast.Assign):
        yield from ((dotted(target), statement.value) for target in statement.targets if dotted(target))
    elif (
        isinstance(statement, (ast.AnnAssign, ast.AugAssign))
        and statement.value is not None
        and dotted(statement.target)
    ):
        yield dotted(statement.target), statement.value


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement in its order, those of blocks included, those of inner functions not."""
    pending: list[ast.AST] = list(reversed(body))
    while pending:
        node = pending.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.expr)):
            inner = [child for child in children(node) if not isinstance(child, ast.expr)]
            pending.extend(reversed(inner))


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The expressions of a statement itself."""
    if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
        return
    for child in children(statement):
        if isinstance(child, (ast.expr, ast.withitem)):
            yield from walk(child)
