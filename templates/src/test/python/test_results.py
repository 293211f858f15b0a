"""Whatever main returns becomes text."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import BaseModel
from slipway_runtime.results import ErrorEvent, as_text, text_from


@dataclass
class Node:
    node_id: str
    result: Any = None


@dataclass
class TeamResult:
    status: str = "completed"
    results: dict = field(default_factory=dict)
    node_history: list = field(default_factory=list)


@dataclass
class Point:
    x: int


class Model(BaseModel):
    a: int


async def coroutine(value: Any) -> Any:
    await asyncio.sleep(0)
    return value


async def stream(*items: Any) -> Any:
    for item in items:
        yield item


def generator(*items: Any) -> Any:
    yield from items


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (lambda: None, None),
        (lambda: "text", "text"),
        (lambda: b"bytes", "bytes"),
        (lambda: {"a": "ü"}, '{"a": "ü"}'),
        (lambda: [1, None], "[1, null]"),
        (lambda: 0, "0"),
        (lambda: False, "false"),
        (lambda: Point(3), '{"x": 3}'),
        (lambda: [Point(3), {"p": Point(4)}], '[{"x": 3}, {"p": {"x": 4}}]'),
        (lambda: {"s": {1}}, '{"s": [1]}'),
        (lambda: {("a", 1): 2, 3: 4, None: Point(5)}, '{"(\'a\', 1)": 2, "3": 4, "null": {"x": 5}}'),
        (lambda: [Model(a=1)], '[{"a":1}]'.replace(":", ": ")),
        (lambda: coroutine("later"), "later"),
        (lambda: coroutine(None), None),
        (lambda: coroutine(stream("a", "b")), "ab"),
        (lambda: generator("a", {"data": "b"}, {"event": {}}, {"start": True}, "c"), "abc"),
        (lambda: stream("a", {"data": "b"}, {"result": object()}), "ab"),
        (lambda: stream({"row": 1}, {"row": 2}), '{"row": 1}\n{"row": 2}\n'),
        (lambda: TeamResult(results={"a": Node("a", "A"), "b": Node("b", "B")}, node_history=[Node("a"), Node("b")]), "B"),
        (lambda: TeamResult(results={"a": Node("a", "A"), "b": Node("b", "B")}), "A\nB"),
    ],
)
def test_an_outcome_becomes_text(outcome: Any, text: str | None) -> None:
    assert text_from(outcome()) == text


def test_pieces_are_passed_on_as_they_come() -> None:
    pieces: list[str] = []
    assert text_from(stream("a", "b", "c"), pieces.append) == "abc"
    assert pieces == ["a", "b", "c"]


@pytest.mark.parametrize(
    "event",
    [
        {"error": "no berth"},
        {"success": False, "error": "no berth"},
        {"type": "error", "error": "no berth"},
        {"error": "no berth", "error_type": "ValueError", "message": "An error occurred during streaming"},
    ],
)
@pytest.mark.parametrize("kind", [stream, generator])
def test_a_stream_that_ends_with_an_error_has_failed(kind: Any, event: dict[str, Any]) -> None:
    pieces: list[str] = []
    with pytest.raises(ErrorEvent, match="no berth"):
        text_from(kind("a", event), pieces.append)
    assert (pieces[0], json.loads(pieces[1])) == ("a", event)
    # What comes after it, or is about an error besides, is an answer.
    assert text_from(kind(event, "but here is one")).endswith("but here is one")
    assert text_from(kind("a", {"error": "", "berth": 4}, {"error": "of 2 m", "berth": 4})) is not None


def test_unknown_objects_speak_for_themselves() -> None:
    class Answer:
        def __str__(self) -> str:
            return "words"

    assert as_text(Answer()) == "words"
