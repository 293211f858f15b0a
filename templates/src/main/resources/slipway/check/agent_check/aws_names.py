"""Says which object of AWS a call is about, as narrowly as the code names it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from agent_check.code import Code, argument, dotted
from agent_check.data import load
from agent_check.variables import looked_up

# The parameter that a resource's first name stands for.
_FIRST_NAMES = {"dynamodb": "TableName", "s3": "Bucket", "sns": "TopicArn", "sqs": "QueueUrl"}
_MAX_DEPTH = 20


class Names:
    """The names that the code gives to tables, buckets and the like."""

    def __init__(self, code: Code, given: frozenset[str]) -> None:
        self._code = code
        self._given = given
        self._bound: dict[str, list[ast.expr]] = {}
        for node in code.everything:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    name = getattr(target, "id", None) or getattr(target, "attr", None)
                    if name:
                        self._bound.setdefault(name, []).append(node.value)

    def resources(self, service: str, names: tuple[ast.expr, ...], given: dict[str, ast.expr]) -> tuple[list[str], str]:
        """The ARNs of what a call is about, and a note where the code does not name it."""
        formats = load("aws_rights.json")["resources"].get(service, {})
        said = dict(given)
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
            text, note = self._text(part, 0)
            texts.append(_arn(text, form))
            notes += [note] if note else []
        return sorted(set(texts)) or [_arn(None, form)], "; ".join(dict.fromkeys(notes))

    def _text(self, node: ast.expr, depth: int) -> tuple[str | None, str]:
        text = self._code.text_of(node, self._code.constants)
        if text is not None:
            return text, ""
        variable = looked_up(node, self._code) or self._variable(node)
        if variable:
            default = argument(node, "default", 1) if isinstance(node, ast.Call) else None
            text = self._code.text_of(default, self._code.constants)
            if text and variable not in self._given:
                return text, f"{text} is the default of the variable {variable}"
            return None, f"the name is in the variable {variable}: put its value in place of *"
        if isinstance(node, (ast.Name, ast.Attribute)) and depth < _MAX_DEPTH:
            values = self._bound.get(getattr(node, "id", None) or node.attr, [])  # type: ignore[union-attr]
            if len(values) == 1:
                return self._text(values[0], depth + 1)
        return None, "the name is known only at run time: put it in place of * if there is only one"

    def _variable(self, node: ast.expr) -> str | None:
        from_environment = isinstance(node, ast.Subscript) and dotted(node.value) in ("os.environ", "environ")
        return self._code.text_of(node.slice, self._code.constants) if from_environment else None  # type: ignore[attr-defined]


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
    if name is None:
        return form.format("*") if form != "{}" else "*"
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
