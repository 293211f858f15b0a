"""Turns whatever a generated main returns into text."""

from __future__ import annotations

import base64
import dataclasses
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from slipway_runtime import loops
from slipway_runtime.failures import name_of

# What Strands streams besides text; main forwards these when it yields raw events.
_EVENT_KEYS = frozenset(
    "init_event_loop start start_event_loop event message delta current_tool_use tool_stream_event complete "
    "force_stop result multiagent_node_start multiagent_node_stop multiagent_node_stream multiagent_handoff "
    "multiagent_result reasoning reasoningText callback tool_use_stream type event_loop_throttled_delay".split()
)

# A last object is an error that ended its stream: {"error": …} alone, typed as AgentCore's own SDK does, or said to be no success.
_ERROR_ALONE = frozenset({"error"})

_OWN_KEYS = frozenset("message result event type".split())

Emit = Callable[[str], None]
HttpAnswer = dict[str, Any]


class ErrorEvent(Exception):
    """The agent's stream ended with an error of its own, which its caller has been told."""


def is_stream(outcome: Any) -> bool:
    """Whether the outcome comes in pieces."""
    return isinstance(outcome, (AsyncIterator, Iterator)) or hasattr(outcome, "__aiter__")


def settled(outcome: Any) -> Any:
    """The outcome of a coroutine; anything else unchanged."""
    return loops.run(_await(outcome)) if inspect.isawaitable(outcome) else outcome


def text_from(outcome: Any, emit: Emit | None = None) -> str | None:
    """The text of an outcome, awaiting and iterating as needed; pieces go to emit as they come."""
    pieces: list[str] = []
    last: Any = None

    def keep(item: Any) -> None:
        nonlocal last
        last = item
        piece = piece_of(item)
        pieces.append(piece)
        if emit is not None:
            emit(piece)

    outcome = settled(outcome)
    if hasattr(outcome, "__aiter__"):
        loops.run(_drain(outcome, keep))
    elif isinstance(outcome, Iterator):
        for item in outcome:
            keep(item)
    else:
        return as_text(outcome)
    if _is_error(last):
        raise ErrorEvent(as_text(last["error"]))
    return "".join(pieces)


def _is_error(item: Any) -> bool:
    if not isinstance(item, dict) or not item.get("error"):
        return False
    return item.get("success") is False or "error_type" in item or item.get("type") == "error" or item.keys() == _ERROR_ALONE


async def _await(outcome: Any) -> Any:
    result = await outcome
    # An async main may return a stream; it must be read in the loop that made it.
    if hasattr(result, "__aiter__"):
        return [item async for item in result].__iter__()
    return result


async def _drain(stream: Any, keep: Callable[[Any], None]) -> None:
    async for item in stream:
        keep(item)


def http_answer(outcome: Any) -> HttpAnswer | None:
    """The HTTP answer that an outcome is: {"statusCode": …} as Lambda has it, or a response of Starlette's."""
    if isinstance(outcome, dict) and "statusCode" in outcome:
        body = outcome.get("body")
        answer = {**outcome, "statusCode": _status(outcome["statusCode"])}
        if isinstance(body, (bytes, bytearray)):
            answer.update(_binary(bytes(body)))
        else:
            answer["body"] = as_text(body) or ""
        if not isinstance(answer.get("headers"), dict):
            answer["headers"] = {}
        answer["headers"] = {str(name): str(value) for name, value in answer["headers"].items()}
        return json.loads(_json(answer).encode("utf-8", "replace"))
    body, headers = getattr(outcome, "body", None), getattr(outcome, "headers", None)
    if isinstance(getattr(outcome, "status_code", None), int) and isinstance(body, bytes) and hasattr(headers, "items"):
        passed = {name: value for name, value in headers.items() if name.lower() != "content-length"}
        return {"statusCode": outcome.status_code, "headers": passed, **_binary(body)}
    return None


def http_error(error: BaseException) -> HttpAnswer | None:
    """The HTTP answer that a Starlette or FastAPI HTTPException stands for."""
    if name_of(error) != "HTTPException" or not isinstance(status := getattr(error, "status_code", None), int):
        return None
    body = _json({"error": getattr(error, "detail", "")})
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": body}


def _status(value: Any) -> int:
    try:
        status = int(value)
    except (TypeError, ValueError):
        status = 0
    if not 100 <= status <= 599:
        raise ValueError(f"statusCode: {value!r} (expected: a number from 100 to 599)")
    return status


def _binary(body: bytes) -> HttpAnswer:
    try:
        return {"body": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def piece_of(item: Any) -> str:
    """The text in one streamed item; a Strands event without text yields none."""
    if isinstance(item, dict):
        if isinstance(item.get("data"), str):
            return item["data"]
        if _EVENT_KEYS.intersection(item) and not _is_own(item):
            return ""
        return as_text(item) + "\n"
    return as_text(item) or ""


def _is_own(item: dict[Any, Any]) -> bool:
    """Whether a dict with a key that Strands uses is the author's own: theirs holds text where Strands has objects."""
    used = _EVENT_KEYS.intersection(item)
    texts = [item[key] for key in used if isinstance(item[key], str)]
    return used <= _OWN_KEYS and len(texts) == len(used) and not any(text.startswith("multiagent_") for text in texts)


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
    try:
        return json.dumps(value, ensure_ascii=False, default=_data)
    except TypeError:  # a key that JSON has not
        return json.dumps(_with_text_keys(value), ensure_ascii=False, default=_data)


def _data(part: Any) -> Any:
    """What JSON can say of a part of data: as a whole answer would be, but not as a text of JSON."""
    if isinstance(getattr(part, "results", None), dict) and hasattr(part, "status"):
        return as_text(part)
    if hasattr(part, "model_dump_json"):
        return json.loads(part.model_dump_json())
    if dataclasses.is_dataclass(part) and not isinstance(part, type) and type(part).__str__ is object.__str__:
        return dataclasses.asdict(part)
    if isinstance(part, (set, frozenset)):
        return list(part)
    return as_text(part)


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        plain = (str, int, float, bool, type(None))
        return {key if isinstance(key, plain) else str(key): _with_text_keys(part) for key, part in value.items()}
    return [_with_text_keys(part) for part in value] if isinstance(value, (list, tuple)) else value


def _multi_agent_text(value: Any) -> str:
    nodes = [getattr(node, "node_id", None) for node in _order(value)]
    last = next((name for name in reversed(nodes) if name in value.results), None)
    chosen = [value.results[last]] if last is not None else list(value.results.values())
    texts = [as_text(getattr(node, "result", node)) or "" for node in chosen]
    return "\n".join(text.strip() for text in texts if text.strip()) or f"status: {value.status}"


def _order(value: Any) -> list[Any]:
    return list(getattr(value, "node_history", None) or getattr(value, "execution_order", None) or [])
