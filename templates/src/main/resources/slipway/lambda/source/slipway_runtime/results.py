"""Turns whatever a generated main returns into text."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

# What Strands streams besides text; main forwards these when it yields raw events.
_EVENT_KEYS = frozenset(
    "init_event_loop start start_event_loop event message delta current_tool_use tool_stream_event complete "
    "force_stop result multiagent_node_start multiagent_node_stop multiagent_node_stream multiagent_handoff "
    "multiagent_result reasoning reasoningText callback tool_use_stream type event_loop_throttled_delay".split()
)

Emit = Callable[[str], None]


def is_stream(outcome: Any) -> bool:
    """Whether the outcome comes in pieces."""
    return isinstance(outcome, (AsyncIterator, Iterator)) or hasattr(outcome, "__aiter__")


def settled(outcome: Any) -> Any:
    """The outcome of a coroutine; anything else unchanged."""
    return asyncio.run(_await(outcome)) if inspect.isawaitable(outcome) else outcome


def text_from(outcome: Any, emit: Emit | None = None) -> str | None:
    """The text of an outcome, awaiting and iterating as needed; pieces go to emit as they come."""
    pieces: list[str] = []

    def keep(piece: str) -> None:
        pieces.append(piece)
        if emit is not None:
            emit(piece)

    outcome = settled(outcome)
    if hasattr(outcome, "__aiter__"):
        asyncio.run(_drain(outcome, keep))
        return "".join(pieces)
    if isinstance(outcome, Iterator):
        for item in outcome:
            keep(piece_of(item))
        return "".join(pieces)
    return as_text(outcome)


async def _await(outcome: Any) -> Any:
    result = await outcome
    # An async main may return a stream; it must be read in the loop that made it.
    if hasattr(result, "__aiter__"):
        return [item async for item in result].__iter__()
    return result


async def _drain(stream: Any, keep: Emit) -> None:
    async for item in stream:
        keep(piece_of(item))


def piece_of(item: Any) -> str:
    """The text in one streamed item; a Strands event without text yields none."""
    if isinstance(item, dict):
        if isinstance(item.get("data"), str):
            return item["data"]
        if _EVENT_KEYS.intersection(item):
            return ""
        return as_text(item) + "\n"
    return as_text(item) or ""


def as_text(value: Any) -> str | None:
    """One value as text: JSON for data, the last agents' text for a Swarm or a Graph."""
    if value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(getattr(value, "results", None), dict) and hasattr(value, "status"):
        return _multi_agent_text(value)
    if hasattr(value, "model_dump_json"):
        return value.model_dump_json()
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and type(value).__str__ is object.__str__:
        return _json(dataclasses.asdict(value))
    if isinstance(value, (dict, list, tuple, bool, int, float)):
        return _json(value)
    return str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda part: as_text(part))


def _multi_agent_text(value: Any) -> str:
    nodes = [getattr(node, "node_id", None) for node in _order(value)]
    last = next((name for name in reversed(nodes) if name in value.results), None)
    chosen = [value.results[last]] if last is not None else list(value.results.values())
    texts = [as_text(getattr(node, "result", node)) or "" for node in chosen]
    return "\n".join(text.strip() for text in texts if text.strip()) or f"status: {value.status}"


def _order(value: Any) -> list[Any]:
    return list(getattr(value, "node_history", None) or getattr(value, "execution_order", None) or [])
