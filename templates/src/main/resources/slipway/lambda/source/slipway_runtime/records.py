"""Fills a parameter that is a record (a pydantic model, a dataclass, a dictionary) from the fields of a request."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from typing import Any

from slipway_runtime.events import PROMPT_KEYS


def record_of(annotation: Any) -> Any:
    """The class of a record that a parameter is annotated with, None in Optional aside; None if it is no record."""
    if isinstance(annotation, str):
        return None  # of a name that the code does not define
    parts = [part for part in typing.get_args(annotation) if part is not type(None)]
    if len(parts) == 1 and type(None) in typing.get_args(annotation):
        annotation = parts[0]
    kind = typing.get_origin(annotation) or annotation
    if not inspect.isclass(kind):
        return None
    is_record = hasattr(kind, "model_validate") or dataclasses.is_dataclass(kind) or issubclass(kind, dict)
    return kind if is_record or typing.is_typeddict(kind) else None


def filled(kind: Any, data: dict[str, Any], prompt: str | None) -> Any:
    """A record with the data; a prompt goes where the record lacks a text that it requires."""
    place = _place_of_prompt(kind, data) if prompt is not None else None
    if place is not None:
        data = {**data, place: prompt}
    if hasattr(kind, "model_validate"):
        return kind.model_validate(data)
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind) if field.init]
        return kind(**{name: data[name] for name in names if name in data})
    return data


def _place_of_prompt(kind: Any, data: dict[str, Any]) -> str | None:
    """What the record calls the prompt, else its first required text; None if the data has it."""
    required = {name: annotation for name, annotation in _required(kind) if name not in data}
    texts = [name for name, annotation in required.items() if annotation in (str, "str")]
    return next((name for name in (*(key for key in PROMPT_KEYS if key in required), *texts)), None)


def _required(kind: Any) -> list[tuple[str, Any]]:
    if hasattr(kind, "model_fields"):
        return [(field.alias or name, field.annotation) for name, field in kind.model_fields.items() if field.is_required()]
    if dataclasses.is_dataclass(kind):
        plain = [field for field in dataclasses.fields(kind) if field.init and field.default is dataclasses.MISSING]
        return [(field.name, field.type) for field in plain if field.default_factory is dataclasses.MISSING]
    return [(name, kind.__annotations__[name]) for name in getattr(kind, "__required_keys__", ())]
