"""Says what a name, an attribute or a parameter may stand for, scope by scope."""

from __future__ import annotations

import ast
from typing import Any

from slipway_runtime.statements import FUNCTIONS, last_name
from slipway_runtime.trees import children, walk

# No one gives one name to so many; hostile code does.
_MAX_VALUES = 50


class Scopes:
    """What is bound in a file: by assignments, loops and with, to parameters by their defaults and by calls."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._functions: dict[str, list[Any]] = {}
        self._scope_of: dict[int, ast.AST | None] = {}
        self._outer: dict[int, ast.AST | None] = {}
        self._parent: dict[int, ast.AST] = {}
        self._bound: dict[tuple[int, str], list[ast.expr]] = {}
        self._attributes: dict[str, list[ast.expr]] = {}
        self._returns: dict[int, list[ast.expr]] = {}
        self._place()
        for node in walk(tree):
            self._bind(node)

    def behind(self, name: ast.Name) -> list[ast.expr]:
        """What is bound to a name, in the function or around it."""
        scope = self._scope_of.get(id(name))
        while True:
            values = self._bound.get((id(scope), name.id))
            if values is not None or scope is None:
                return values or []
            scope = self._outer.get(id(scope))

    def parameter_of(self, name: ast.Name) -> Any:
        """The function of which a name is a parameter; None if it is not one."""
        scope = self._scope_of.get(id(name))
        while scope is not None and name.id not in _parameters(scope):
            scope = self._outer.get(id(scope))
        return scope

    def of_attribute(self, node: ast.Attribute) -> list[ast.expr]:
        """What is bound to an attribute of that name, or what a property of that name returns."""
        functions = self._functions.get(node.attr, ())
        if any(last_name(part).endswith("property") for function in functions for part in function.decorator_list):
            return [*self._attributes.get(node.attr, ()), *self.returned(node.attr)]
        return self._attributes.get(node.attr, [])

    def returned(self, name: str) -> list[ast.expr]:
        """What the code's own functions of that name return."""
        found: list[ast.expr] = []
        for function in self._functions.get(name, ()):
            if id(function) not in self._returns:
                parts = [part for part in walk(function) if isinstance(part, (ast.Return, ast.Yield))]
                self._returns[id(function)] = [part.value for part in parts if part.value is not None]
            found.extend(self._returns[id(function)])
        return found

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node around a node."""
        return self._parent.get(id(node))

    def _place(self) -> None:
        """For each node the function around it, for each function the one around that."""
        waiting: list[tuple[ast.AST, ast.AST | None]] = [(self._tree, None)]
        while waiting:
            node, scope = waiting.pop()
            self._scope_of[id(node)] = scope
            inner = scope
            if isinstance(node, (*FUNCTIONS, ast.Lambda)):
                self._outer[id(node)] = scope
                inner = node
                if isinstance(node, FUNCTIONS):
                    self._functions.setdefault(node.name, []).append(node)
            for child in children(node):
                self._parent[id(child)] = node
                waiting.append((child, inner))

    def _bind(self, node: ast.AST) -> None:
        scope = id(self._scope_of.get(id(node)))
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind_target(scope, target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            self._bind_target(scope, node.target, node.value)
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            self._bind_target(scope, node.optional_vars, node.context_expr)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            self._bind_target(scope, node.target, node.iter)
        elif isinstance(node, FUNCTIONS):
            self._bind_defaults(node)
        elif isinstance(node, ast.Call):
            self._bind_arguments(node)

    def _bind_target(self, scope: int, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            _add(self._bound, (scope, target.id), value)
            if isinstance(self._parent.get(id(self._parent.get(id(target)))), ast.ClassDef):
                _add(self._attributes, target.id, value)
        elif isinstance(target, ast.Attribute):
            _add(self._attributes, target.attr, value)
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
            for one, part in zip(target.elts, value.elts):
                self._bind_target(scope, one, part)

    def _bind_defaults(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        parameters = [*function.args.posonlyargs, *function.args.args]
        for parameter, value in zip(reversed(parameters), reversed(function.args.defaults)):
            _add(self._bound, (id(function), parameter.arg), value)
        for parameter, default in zip(function.args.kwonlyargs, function.args.kw_defaults):
            if default is not None:
                _add(self._bound, (id(function), parameter.arg), default)

    def _bind_arguments(self, call: ast.Call) -> None:
        """What the code's own functions are given."""
        for function in self._functions.get(last_name(call.func), ()):
            parameters = [*function.args.posonlyargs, *function.args.args]
            if isinstance(call.func, ast.Attribute) and parameters and parameters[0].arg in ("self", "cls"):
                parameters = parameters[1:]
            for parameter, value in zip(parameters, call.args):
                _add(self._bound, (id(function), parameter.arg), value)
            for keyword in call.keywords:
                if keyword.arg:
                    _add(self._bound, (id(function), keyword.arg), keyword.value)


def _parameters(function: Any) -> list[str]:
    parts = function.args
    return [part.arg for part in [*parts.posonlyargs, *parts.args, *parts.kwonlyargs, parts.vararg, parts.kwarg] if part]


def _add(values: dict[Any, list[ast.expr]], key: object, value: ast.expr) -> None:
    """Keeps what is bound to a name, within reason."""
    known = values.setdefault(key, [])
    if len(known) < _MAX_VALUES:
        known.append(value)
