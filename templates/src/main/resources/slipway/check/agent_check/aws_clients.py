"""Follows AWS's clients, and the objects of its resource interface, from where they are made to what is called on them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from agent_check.aws_operations import Asked, Client, Found, operation_of, waited_for
from agent_check.code import Code, argument, dotted, last_name
from agent_check.data import load
from agent_check.variables import looked_up

_LIBRARIES = ("boto3", "botocore", "aioboto3", "aiobotocore")
_FACTORIES = ("client", "resource", "create_client")
# What a client has besides operations.
_NO_OPERATIONS = ("meta", "exceptions", "can_paginate", "close", "waiter_names", "name")
# What yields its argument.
_PASSES = ("enter_context", "enter_async_context")
# What names the object that a method of the resource interface returns.
_OBJECT_NAMES = ("Bucket", "Name", "QueueName", "TableName", "TopicArn", "arn", "bucket_name", "name", "url")
_COLLECTION = ("all", "filter", "limit", "page_size", "pages", "delete")
# The parameters of what boto3 adds to the client of S3, which people give by position.
_POSITIONS = {
    "upload_file": ("Filename", "Bucket", "Key"),
    "upload_fileobj": ("Fileobj", "Bucket", "Key"),
    "download_file": ("Bucket", "Key", "Filename"),
    "download_fileobj": ("Bucket", "Key", "Fileobj"),
    "copy": ("CopySource", "Bucket", "Key"),
}
_TRANSFERS = tuple(_POSITIONS)
# Every agent may call its models.
_ALLOWED = ("bedrock-runtime",)
# No one hands a client on this often; hostile code does.
_MAX_DEPTH = 40


def find(code: Code) -> Found:
    """What the code asks of AWS through clients of its own."""
    if not any(_imports_library(node) for kind in (ast.Import, ast.ImportFrom) for node in code.every(kind)):
        return Found()
    return _Clients(code).found()


def _added(service: str) -> dict:
    """What boto3 adds to a client has rights of its own."""
    return load("aws_rights.json")["actions"].get(service, {})


def _foreign(code: Code) -> Iterator[str]:
    """The names of modules that are not AWS's and are not named like them."""
    for node in code.every(ast.Import):
        for alias in node.names:
            if not re.search("aws|boto|session", alias.name, re.I):
                yield alias.asname or alias.name.partition(".")[0]


def _imports_library(node: ast.AST) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return any(name.partition(".")[0] in _LIBRARIES for name in names)


class _Clients:
    def __init__(self, code: Code) -> None:
        self._code = code
        self._facts = load("sdk_actions.json")
        self._scopes = code.scopes
        self._known: dict[int, frozenset[Client]] = {}
        self._foreign = set(_foreign(code))

    def found(self) -> Found:
        """Every operation on every client, in the order of the code."""
        found, elsewhere = Found(), Found()
        reachable = {id(node) for node in self._code.reachable}
        shown: set[ast.AST] = set()
        for node in self._code.everything:
            self._look(node, found if id(node) in reachable else elsewhere, shown)
        for node in self._code.reachable:
            if isinstance(node, ast.Call):
                self._look_at_factory(node, shown, found)
        found.asked.sort(key=lambda asked: (asked.node.lineno, asked.node.col_offset))  # type: ignore[attr-defined]
        return found

    def _is_operation(self, asked: Asked) -> bool:
        """Whether the service has it, as far as its operations are known."""
        known = self._facts["operations"].get(asked.service)
        return known is None or asked.operation in known or asked.operation in _added(asked.service)

    def _look(self, node: ast.AST, found: Found, shown: set[ast.AST]) -> None:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            for client in self.values(node.value):
                for asked in filter(self._is_operation, self._operations(client, node, found)):
                    shown.add(client.made)
                    found.asked.append(asked)
        elif isinstance(node, ast.Call) and dotted(node.func) == "getattr" and len(node.args) >= 2:
            for client in self.values(node.args[0]):
                shown.add(client.made)
                found.unclear.append((node, f"which operation of {client.service} is called is known only at run time"))

    def _look_at_factory(self, call: ast.Call, shown: set[ast.AST], found: Found) -> None:
        for client in self._made_here(call):
            if call not in shown and client.service not in _ALLOWED:
                found.unclear.append((call, f"no call of this client of {client.service} was found"))
        if self._makes_unknown(call):
            found.unclear.append((call, "which service of AWS this client calls is known only at run time"))

    # What things are.

    def values(self, node: ast.AST, depth: int = 0) -> frozenset[Client]:
        """The clients that an expression may be."""
        if id(node) in self._known or depth > _MAX_DEPTH:
            return self._known.get(id(node), frozenset())
        self._known[id(node)] = frozenset()  # what refers to itself adds nothing
        found = frozenset(self._values(node, depth + 1))
        self._known[id(node)] = found
        return found

    def _values(self, node: ast.AST, depth: int) -> Iterator[Client]:
        if isinstance(node, ast.Name):
            parts: list[ast.AST] = list(self._scopes.behind(node))
        elif isinstance(node, ast.Attribute):
            yield from self._of_attribute(node, depth)
            parts = list(self._scopes.of_attribute(node))
        elif isinstance(node, ast.Call):
            yield from self._made_here(node)
            yield from self._of_call(node, depth)
            parts = list(self._scopes.returned(last_name(node.func)))
        elif isinstance(node, (ast.Await, ast.NamedExpr, ast.Starred)):
            parts = [node.value]
        elif isinstance(node, ast.IfExp):
            parts = [node.body, node.orelse]
        elif isinstance(node, ast.BoolOp):
            parts = list(node.values)
        elif isinstance(node, ast.Subscript):
            parts = self._entry(node)
        elif isinstance(node, ast.Dict):
            parts = list(node.values)
        elif isinstance(node, (ast.List, ast.Tuple)):
            parts = list(node.elts)
        else:
            parts = []
        for part in parts:
            yield from self.values(part, depth)

    def _entry(self, node: ast.Subscript) -> list[ast.AST]:
        """An entry of a dictionary in the code; all of it where the key is not known."""
        key = self._code.text_of(node.slice, self._code.constants)
        maps = self._scopes.behind(node.value) if isinstance(node.value, ast.Name) else [node.value]
        entries: list[ast.AST] = []
        for value in maps:
            if isinstance(value, ast.Dict):
                entries += [part for name, part in zip(value.keys, value.values) if self._code.text_of(name) == key]
        return entries if key is not None and entries else [node.value]

    def _made_here(self, call: ast.Call) -> Iterator[Client]:
        """The clients that a call of boto3 makes."""
        if last_name(call.func) not in _FACTORIES or dotted(call.func).partition(".")[0] in self._foreign:
            return
        service = argument(call, "service_name", 0)
        for text in self.texts(service) if service is not None else ():
            if text in self._facts["prefixes"]:
                yield Client(text, call, "" if last_name(call.func) == "resource" else None)

    def _makes_unknown(self, call: ast.Call) -> bool:
        root = dotted(call.func)
        if root not in ("boto3.client", "boto3.resource") and not root.endswith("session.client"):
            return False
        service = argument(call, "service_name", 0)
        return service is not None and not list(self.texts(service))

    def _of_call(self, call: ast.Call, depth: int) -> Iterator[Client]:
        if last_name(call.func) in _PASSES and call.args:
            yield from self.values(call.args[0], depth)
        if not isinstance(call.func, ast.Attribute):
            return
        for client in self.values(call.func.value, depth):
            method = call.func.attr
            if method in ("get_paginator", "get_waiter"):
                for text in self.texts(argument(call, "operation_name", 0) or argument(call, "waiter_name", 0)):
                    operation = waited_for(client.service, text) if method == "get_waiter" else operation_of(client.service, text)
                    yield Client(client.service, client.made, None, (), operation)
            elif client.type is None and method in ("values", "get"):
                yield client  # of a dictionary
            elif client.type is not None:
                named = [keyword.value for keyword in call.keywords if keyword.arg in _OBJECT_NAMES]
                yield from self._of_resource(client, method, tuple(call.args or named))

    def _of_resource(self, client: Client, method: str, names: tuple[ast.expr, ...]) -> Iterator[Client]:
        kind = self._kind(client)
        if method in kind.get("made", {}):
            same = kind["made"][method] == client.type
            yield Client(client.service, client.made, kind["made"][method], client.names if same else client.names + names)
        elif client.type == "Table" and method == "batch_writer":
            yield client
        elif client.operation and method in _COLLECTION:
            yield client

    def _of_attribute(self, node: ast.Attribute, depth: int) -> Iterator[Client]:
        """A collection such as bucket.objects, or the client behind a resource."""
        for client in self.values(node.value, depth):
            if node.attr == "meta":
                yield Client(client.service, client.made, None)
            elif node.attr == "client" and client.type is None:
                yield client
            elif client.type is not None and node.attr in self._kind(client).get("many", {}):
                operation, kind = self._kind(client)["many"][node.attr]
                yield Client(client.service, client.made, kind, client.names, operation)

    def _kind(self, client: Client) -> dict:
        return self._facts["resources"].get(client.service, {}).get(client.type, {})

    def texts(self, node: ast.expr | None, depth: int = 0) -> Iterator[str]:
        """The texts that an expression may be, also when it is a parameter."""
        if node is None or depth > _MAX_DEPTH:
            return
        text = self._code.text_of(node, self._code.constants)
        if text is None and looked_up(node, self._code):
            text = self._code.text_of(argument(node, "default", 1), self._code.constants)  # type: ignore[arg-type]
        if text is not None:
            yield text
        elif isinstance(node, ast.Name):
            for value in self._scopes.behind(node):
                yield from self.texts(value, depth + 10)

    # What is called.

    def _operations(self, client: Client, node: ast.Attribute, found: Found) -> Iterator[Asked]:
        method = node.attr
        call, given = self._call_of(node)
        if method in ("get_paginator", "get_waiter") and call is not None:
            operation = argument(call, "operation_name", 0) or argument(call, "waiter_name", 0)
            if not list(self.texts(operation)):
                found.unclear.append((node, f"which operation of {client.service} is called is known only at run time"))
        elif client.operation is not None and client.type is None:
            if method in ("paginate", "wait"):
                yield Asked(client.service, client.operation, node, (), given)
        elif client.operation is not None and method in _COLLECTION:
            yield Asked(client.service, client.operation, node, client.names, given)
            if method == "delete":
                yield Asked(client.service, "DeleteObjects", node, client.names, given)
        elif method in ("generate_presigned_url", "generate_presigned_post"):
            if method == "generate_presigned_post":
                yield Asked(client.service, "GeneratePresignedPost", node, client.names, given)
            elif call is not None:
                for text in self.texts(argument(call, "ClientMethod", 0)):
                    parameters = argument(call, "Params", 1)
                    yield Asked(client.service, operation_of(client.service, text), node, (), self._entries(parameters))
        elif client.type is not None:
            yield from self._of_object(client, node, given)
        elif method not in _NO_OPERATIONS and not method.startswith("_"):
            placed = zip(_POSITIONS.get(method, ()), call.args) if call is not None and call.func is node else ()
            yield Asked(client.service, operation_of(client.service, method), node, (), {**dict(placed), **given})

    def _of_object(self, client: Client, node: ast.Attribute, given: dict[str, ast.expr]) -> Iterator[Asked]:
        method, kind = node.attr, self._kind(client)
        if method in kind.get("methods", {}):
            operation = kind["methods"][method]
            if operation.startswith("wait:"):
                operation = waited_for(client.service, operation.removeprefix("wait:"))
            yield Asked(client.service, operation, node, client.names, given)
        elif client.service == "s3" and client.type and method in _TRANSFERS:
            yield Asked(client.service, operation_of(client.service, method), node, client.names, given)
        elif client.type == "Table" and method == "batch_writer":
            yield Asked(client.service, "BatchWriter", node, client.names, given)

    def _call_of(self, node: ast.Attribute) -> tuple[ast.Call | None, dict[str, ast.expr]]:
        """The call of a method, or the one that is given the method to call, such as asyncio.to_thread."""
        parent = self._scopes.parent(node)
        if not isinstance(parent, ast.Call):
            return None, {}
        given = {keyword.arg: keyword.value for keyword in parent.keywords if keyword.arg}
        for keyword in parent.keywords:
            if keyword.arg is None:
                given.update(self._entries(keyword.value))
        return parent, given

    def _entries(self, node: ast.expr | None) -> dict[str, ast.expr]:
        """What a dictionary in the code contains."""
        values = self._scopes.behind(node) if isinstance(node, ast.Name) else [node]
        found: dict[str, ast.expr] = {}
        for value in values:
            if isinstance(value, ast.Dict):
                keys = [self._code.text_of(key) for key in value.keys]
                found.update({key: part for key, part in zip(keys, value.values) if key})
        return found
