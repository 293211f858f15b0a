"""Says which object of AWS a call is about, as narrowly as the code names it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from agent_check.aws_operations import Asked
from agent_check.code import Code, argument, dotted, last_name
from agent_check.data import load
from agent_check.variables import looked_up

_COPIES = ("Copy", "CopyObject", "UploadPartCopy")
# The parameter that a resource's first name stands for.
_FIRST_NAMES = {"dynamodb": "TableName", "s3": "Bucket", "sns": "TopicArn", "sqs": "QueueUrl"}
# Decorators of functions that only the code itself calls.
_SAME_PARAMETERS = ("cache", "lru_cache", "staticmethod", "classmethod", "contextmanager", "asynccontextmanager", "retry")
_MAX_DEPTH = 20
_MAX_ORIGINS = 10


class Names:
    """The names that the code gives to tables, buckets and the like."""

    def __init__(self, code: Code, given: frozenset[str]) -> None:
        self._code = code
        self._given = given

    def resources(
        self, asked: Asked, reads: bool
    ) -> tuple[list[str], str]:
        """The ARNs of what a call reads or else of what it is about, and a note where the code does not name it."""
        service, operation, names, given = asked.service, asked.operation, asked.names, asked.given
        formats = load("aws_rights.json")["resources"].get(service, {})
        said = dict(given)
        if operation in _COPIES and reads and "CopySource" in said:
            return self.of(_bucket_of(said["CopySource"]), formats["Bucket"])
        if names and service in _FIRST_NAMES:
            said.setdefault(_FIRST_NAMES[service], names[0])
        for parameter, form in formats.items():
            if parameter in said:
                return self.of(said[parameter], form)
        return ["*"], ""

    def of(self, node: ast.expr | None, form: str) -> tuple[list[str], str]:
        """The ARNs that an expression names, in one of AWS's forms."""
        texts, notes = [], []
        for part in _parts(node):
            for text, note in self._texts(part, 0):
                texts.append(_arn(text, form))
                notes += [note] if note else []
        return sorted(set(texts)) or [_arn(None, form)], "; ".join(dict.fromkeys(notes))

    def _texts(self, node: ast.expr, depth: int) -> Iterator[tuple[str | None, str]]:
        """What a name may be, each with a note; None is not known."""
        text = self._code.text_of(node, self._code.constants)
        variable = looked_up(node, self._code) or self._variable(node)
        if text is not None:
            yield text, ""
        elif variable:
            default = argument(node, "default", 1) if isinstance(node, ast.Call) else None
            text = self._code.text_of(default, self._code.constants)
            if text and variable not in self._given:
                yield text, f"{text} is the default of the variable {variable}"
            else:
                yield None, f"the name is in the variable {variable}: put its value in place of *"
        else:
            origins = self._origins(node) if depth < _MAX_DEPTH else []
            for origin in origins[:_MAX_ORIGINS]:
                yield from self._texts(origin, depth + 1)
            if not origins or len(origins) > _MAX_ORIGINS:
                yield None, "the name is known only at run time: put it in place of * if there is only one"

    def _origins(self, node: ast.expr) -> list[ast.expr]:
        """What a name is bound to; nothing if others may give it as well."""
        if isinstance(node, ast.Name):
            return [] if self._is_given(node) else self._code.scopes.behind(node)
        return self._code.scopes.of_attribute(node) if isinstance(node, ast.Attribute) else []

    def _is_given(self, name: ast.Name) -> bool:
        """Whether callers or the model give it: a parameter of the entry point, a tool or a callback."""
        function = self._code.scopes.parameter_of(name)
        if function is None or isinstance(function, ast.Lambda):
            return function is not None
        entry = self._code.entry
        if entry is not None and entry.name == function.name:
            return True
        return any(_decorator(part) not in _SAME_PARAMETERS for part in function.decorator_list)

    def _variable(self, node: ast.expr) -> str | None:
        from_environment = isinstance(node, ast.Subscript) and dotted(node.value) in ("os.environ", "environ")
        return self._code.text_of(node.slice, self._code.constants) if from_environment else None  # type: ignore[attr-defined]


def _bucket_of(source: ast.expr) -> ast.expr | None:
    """The bucket of what is copied: an entry of a dictionary, or the begin of a text."""
    if isinstance(source, ast.Dict):
        entries = zip(source.keys, source.values)
        return next((value for key, value in entries if isinstance(key, ast.Constant) and key.value == "Bucket"), None)
    if isinstance(source, ast.Constant) and isinstance(source.value, str):
        return ast.Constant(source.value.strip("/").partition("/")[0])
    return None


def _decorator(node: ast.expr) -> str:
    return last_name(node.func if isinstance(node, ast.Call) else node)


def _parts(node: ast.expr | None) -> Iterator[ast.expr]:
    """One name or several: those of a list, or the keys of a dictionary of requests."""
    if isinstance(node, (ast.List, ast.Tuple)):
        yield from node.elts
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif node is not None:
        yield node


def _arn(name: str | None, form: str) -> str:
    """The ARN of a name, of all names if there is none."""
    if name is None or (name.startswith("alias/") and ":key/" in form):
        return form.format("*").replace("*-??????", "*") if form != "{}" else "*"
    if name.startswith("arn:"):
        return name
    if ":sqs:" in form and name.startswith("https://"):
        host, _, path = name.removeprefix("https://").partition("/")
        region = host.split(".")[1] if host.startswith("sqs.") else "*"
        account, _, queue = path.partition("/")
        return f"arn:aws:sqs:{region}:{account}:{queue}" if queue else form.format("*")
    return form.format(name.strip("/") if ":parameter/" in form else name) if form != "{}" else "*"


def qualified(service: str, action: str, resources: list[str], given: dict[str, Any]) -> list[str]:
    """The same where an action is about more or less than the object that the call names."""
    if service == "s3":
        name = action.partition(":")[2]
        if name == "ListAllMyBuckets":
            return ["*"]
        if ("Object" in name and "Bucket" not in name) or name in ("AbortMultipartUpload", "ListMultipartUploadParts"):
            return [arn if arn == "*" or arn.endswith("/*") else f"{arn}/*" for arn in resources]
    if service == "dynamodb" and "IndexName" in given:
        return [*resources, *(f"{arn}/index/*" for arn in resources if arn != "*")]
    if service == "lambda" and "Qualifier" in given:
        return [*resources, *(f"{arn}:*" for arn in resources if arn != "*")]
    return resources
