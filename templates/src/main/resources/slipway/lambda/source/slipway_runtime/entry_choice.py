"""Chooses what a request is given to. The check and the function use this one piece of code, so that they agree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from slipway_runtime.makers import Makers
from slipway_runtime.statements import FUNCTIONS, Binding, bindings, last_name, names, on_import
from slipway_runtime.trees import walk

MAIN, LAMBDA_HANDLER, AGENTCORE, AGENT_ITSELF = "main", "lambda_handler", "agentcore", "agent"
# A list for argparse, which no request contains.
ARGV_NAMES = ("argv", "sys_argv")

_DISPLAYS = (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.DictComp)
_NEVER_CALLABLE = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.ClassDef, *_DISPLAYS)


@dataclass(frozen=True)
class Choice:
    """A name at the top level of the code, and how what it stands for is called."""

    kind: str
    name: str
    node: ast.AST | None


@dataclass(frozen=True)
class Declared:
    """What the code itself offers as its entry point."""

    main: Choice | None
    lambda_handler: Choice | None
    agentcore: Choice | None

    @property
    def explicit(self) -> Choice | None:
        """A function that is an entry point and nothing else."""
        return self.lambda_handler or self.agentcore


def choose(tree: ast.Module, name: str | None = None) -> Choice | None:
    """The entry point, or None if there is none: what has the name, if one is given.

    Otherwise that is main. A main for the command line gives way to a lambda_handler or an @app.entrypoint, since it takes no
    prompt. Where there is no such function, it is the last team at the top level, or else the last agent.
    """
    bound = names(tree)
    found = declared(tree, bound)
    if name is not None:
        return _with_name(name, found, tree, bound)
    if found.main is not None and not (found.explicit and is_command(found.main.node)):
        registered = found.agentcore is not None and _is_alias(found.main, found.agentcore.name)
        return replace(found.main, kind=AGENTCORE) if registered else found.main
    return found.explicit or _agent(tree, bound)


def _with_name(name: str, found: Declared, tree: ast.Module, bound: dict[str, list[Binding]]) -> Choice | None:
    """What the author has named; how it is called follows from what it is."""
    for known in (found.agentcore, found.lambda_handler):
        if known is not None and known.name == name:
            return known
    if any(kind for agent, kind, _ in _agents(tree, bound) if agent == name):
        return Choice(AGENT_ITSELF, name, bound[name][-1].statement)
    return _named(bound, name, MAIN)


def declared(tree: ast.Module, bound: dict[str, list[Binding]]) -> Declared:
    """The functions that may be meant as entry points."""
    return Declared(_named(bound, MAIN, MAIN), _named(bound, LAMBDA_HANDLER, LAMBDA_HANDLER), _agentcore(tree, bound))


def is_command(node: ast.AST | None) -> bool:
    """Whether a function is made to be called from the command line: a click or typer command, or without a prompt."""
    if not isinstance(node, FUNCTIONS):
        return False
    if any(last_name(_called(decorator)) in ("command", "group") for decorator in node.decorator_list):
        return True
    parameters = [part.arg for part in walk(node.args) if isinstance(part, ast.arg)]
    return all(name in ARGV_NAMES for name in parameters)


def _is_alias(choice: Choice, name: str) -> bool:
    """Whether the chosen name is bound to another one."""
    if not isinstance(choice.node, ast.stmt):
        return False
    bound = [value for target, value in bindings(choice.node) if target == choice.name]
    return any(isinstance(value, ast.Name) and value.id == name for value in bound)


def _called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator


def _named(bound: dict[str, list[Binding]], name: str, kind: str) -> Choice | None:
    for binding in reversed(bound.get(name, [])):
        if not isinstance(binding.value, _NEVER_CALLABLE):
            return Choice(kind, name, binding.statement)
    return None


def _agentcore(tree: ast.Module, bound: dict[str, list[Binding]]) -> Choice | None:
    """The function that was registered last with @app.entrypoint; each registration replaces the one before."""
    if not _imports_agentcore(tree):
        return None
    chosen = None
    for statement, _ in on_import(tree):
        if isinstance(statement, FUNCTIONS) and any(_registers(decorator) for decorator in statement.decorator_list):
            chosen = Choice(AGENTCORE, statement.name, statement)
        elif isinstance(statement, (ast.Expr, ast.Assign)) and isinstance(statement.value, ast.Call):
            call = statement.value
            if _registers(call.func) and len(call.args) == 1 and isinstance(call.args[0], ast.Name):
                chosen = Choice(AGENTCORE, call.args[0].id, statement)
    return chosen or _registered_within(tree, bound)


def _registered_within(tree: ast.Module, bound: dict[str, list[Binding]]) -> Choice | None:
    """An app made by a function that also registers the entry point: the app knows it."""
    functions = [function for function in tree.body if isinstance(function, FUNCTIONS)]
    makers = {function.name for function in functions if _registers_inside(function)}
    for name, meanings in reversed(bound.items()):
        for binding in meanings:
            if isinstance(binding.value, ast.Call) and last_name(binding.value.func) in makers:
                return Choice(AGENTCORE, name, binding.statement)
    return None


def _registers_inside(function: ast.stmt) -> bool:
    parts = [part for part in walk(function) if isinstance(part, FUNCTIONS)]
    return any(_registers(decorator) for part in parts for decorator in part.decorator_list)


def _registers(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Attribute) and decorator.attr == "entrypoint"


def _imports_agentcore(tree: ast.Module) -> bool:
    for node in walk(tree):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        if any(module.partition(".")[0] == "bedrock_agentcore" for module in modules):
            return True
    return False


def _agent(tree: ast.Module, bound: dict[str, list[Binding]]) -> Choice | None:
    """The last of the highest kind: a team knows its agents, and so may a node of the code's own."""
    best: Choice | None = None
    highest = 0
    for name, kind, statement in _agents(tree, bound):
        if kind >= highest:
            best, highest = Choice(AGENT_ITSELF, name, statement), kind
    return best


def _agents(tree: ast.Module, bound: dict[str, list[Binding]]) -> Iterator[tuple[str, int, ast.stmt]]:
    """The names that stand for an agent or a team, each with which of them it is."""
    makers = Makers(tree)
    kinds: dict[str, int] = {}
    for name, meanings in bound.items():
        for binding in meanings:
            value = binding.value
            kind = kinds.get(value.id, 0) if isinstance(value, ast.Name) else makers.kind_of(value)
            if kind:
                kinds[name] = max(kind, kinds.get(name, 0))
                yield name, kind, binding.statement
