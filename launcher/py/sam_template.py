"""A SAM template as CloudFormation sees it: transformed, and resolved for the conditions that hold."""

import copy
import functools
import re
from collections.abc import Iterator
from typing import Any

import boto3
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

REGION = "us-east-1"
VARIABLE = re.compile(r"\$\{([^!}.][^}.]*)[^}]*\}")
NO_VALUE = {"Ref": "AWS::NoValue"}

# By the parameter's name.
Values = dict[str, str]
# By the condition's name.
Truth = dict[str, bool]


def transformed(template: dict[str, Any], values: Values) -> dict[str, Any]:
    """What the transform AWS::Serverless makes of it."""
    session = boto3.Session(region_name=REGION)
    return Translator({}, Parser(), boto_session=session).translate(copy.deepcopy(template), values)


class Template:
    """A template after the transform."""

    def __init__(self, tree: dict[str, Any]) -> None:
        self.parameters: dict[str, Any] = tree["Parameters"]
        self.conditions: dict[str, Any] = tree.get("Conditions", {})
        self.rules: dict[str, Any] = tree.get("Rules", {})
        self.resources: dict[str, Any] = tree["Resources"]
        self.parts = {**self.resources, **{f"output {name}": part for name, part in tree["Outputs"].items()}}
        self._deciding = {name: sorted(set(conditions(part))) for name, part in self.parts.items()}
        self._known: dict[tuple[Any, ...], tuple[set[str], list[str]]] = {}

    def default(self, parameter: str) -> str:
        return str(self.parameters[parameter].get("Default", ""))

    def behind(self, node: Any) -> set[str]:
        """The parameters on which a part depends, directly or through a condition."""
        found = {name for name in references(node) if name in self.parameters}
        return found.union(*(self.behind(self.conditions[name]) for name in conditions(node)))

    def truth(self, values: Values) -> Truth:
        return {name: self.holds(name, values) for name in self.conditions}

    def holds(self, expression: Any, values: Values) -> bool:
        """Whether a condition or an assertion is true."""
        if isinstance(expression, str):
            return self.holds(self.conditions[expression], values)
        [(function, operands)] = expression.items()
        match function:
            case "Condition":
                return self.holds(operands, values)
            case "Fn::Not":
                return not self.holds(operands[0], values)
            case "Fn::And":
                return all(self.holds(operand, values) for operand in operands)
            case "Fn::Or":
                return any(self.holds(operand, values) for operand in operands)
            case "Fn::Equals":
                return self._text(operands[0], values) == self._text(operands[1], values)
        raise ValueError(f"{function} (expected: a function of conditions)")

    def _text(self, operand: Any, values: Values) -> str:
        match operand:
            case {"Ref": name}:
                return values.get(name, self.default(name))
            case {"Fn::Join": [separator, {"Ref": name}]}:
                return separator.join(values.get(name, self.default(name)).split(","))
            case dict():
                raise ValueError(f"{operand} (expected: a text, a parameter or a joined list)")
        return str(operand)

    def graph(self, truth: Truth) -> dict[str, set[str]]:
        """The resources and outputs that exist, and to which resources each refers."""
        existing = [name for name, part in self.parts.items() if truth.get(part.get("Condition"), True)]
        return {name: self._resolved(name, truth)[0] for name in existing}

    def lacks(self, name: str, truth: Truth) -> list[str]:
        """The properties that a resource must have and has not."""
        return self._resolved(name, truth)[1]

    def _resolved(self, name: str, truth: Truth) -> tuple[set[str], list[str]]:
        key = (name, *(truth[condition] for condition in self._deciding[name]))
        if key not in self._known:
            part = resolved(self.parts[name], truth)
            before = part.get("DependsOn", [])
            names = {*references(part), *([before] if isinstance(before, str) else before)}
            others = {name for name in names if not name.startswith("AWS::") and name not in self.parameters}
            self._known[key] = others, list(lacking(part)) if name in self.resources else []
        return self._known[key]


def references(node: Any) -> Iterator[str]:
    """The parameters and resources that a part of the template names in its functions."""
    if isinstance(node, list):
        for element in node:
            yield from references(element)
    elif isinstance(node, dict):
        for key, value in node.items():
            match key, value:
                case "Ref", name:
                    yield name
                case "Fn::GetAtt", [name, *_]:
                    yield name
                case "Fn::GetAtt", name:
                    yield name.partition(".")[0]
                case "Fn::Sub", [text, own]:
                    yield from (name for name in VARIABLE.findall(text) if name not in own)
                    yield from references(own)
                case "Fn::Sub", text:
                    yield from VARIABLE.findall(text)
                case _:
                    yield from references(value)


def conditions(node: Any) -> Iterator[str]:
    """The conditions that decide what a part of the template becomes."""
    if isinstance(node, list):
        for element in node:
            yield from conditions(element)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Fn::If":
                yield value[0]
            elif key == "Condition" and isinstance(value, str):
                yield value
            yield from conditions(value)


def resolved(node: Any, truth: Truth) -> Any:
    """A part of the template without Fn::If, and without what then has no value."""
    if isinstance(node, list):
        return [made for made in (resolved(element, truth) for element in node) if made != NO_VALUE]
    if not isinstance(node, dict):
        return node
    if "Fn::If" in node:
        condition, when_true, when_false = node["Fn::If"]
        return resolved(when_true if truth[condition] else when_false, truth)
    made = {key: resolved(value, truth) for key, value in node.items()}
    return {key: value for key, value in made.items() if value != NO_VALUE}


def lacking(resource: dict[str, Any]) -> Iterator[str]:
    """The properties that the schema of the resource's type requires and that are not there."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, resource["Type"]).schema

    def missing(node: Any, known: dict[str, Any], where: str) -> Iterator[str]:
        while "$ref" in known:
            known = functools.reduce(lambda part, key: part[key], known["$ref"].removeprefix("#/").split("/"), schema)
        if isinstance(node, list):
            for element in node:
                yield from missing(element, known.get("items", {}), where)
        elif isinstance(node, dict) and not any(key == "Ref" or key.startswith("Fn::") for key in node):
            yield from (where + name for name in known.get("required", []) if name not in node)
            for name, value in node.items():
                yield from missing(value, known.get("properties", {}).get(name, {}), f"{where}{name}.")

    return missing(resource.get("Properties", {}), schema, "")
