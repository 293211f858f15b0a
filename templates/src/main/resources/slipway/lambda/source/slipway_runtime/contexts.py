"""Carries a call's context to the process that runs the agent's code, and rebuilds it there as its author expects."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

_FIELDS = tuple(
    "aws_request_id function_name function_version invoked_function_arn memory_limit_in_mb log_group_name "
    "log_stream_name tenant_id".split()
)
_OBJECTS = ("identity", "client_context")
_SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id"
_CUSTOM_HEADERS = "x-amzn-bedrock-agentcore-runtime-custom-"


def facts_of(context: Any) -> dict[str, Any]:
    """What Lambda says about a call, as JSON data."""
    facts = {name: value for name in _FIELDS if isinstance(value := getattr(context, name, None), (str, int))}
    facts.update({name: _plain(value) for name in _OBJECTS if (value := getattr(context, name, None)) is not None})
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    if remaining is not None:
        facts["deadline"] = time.time() + remaining() / 1000
    return facts


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    # Some of Lambda's own classes have slots and no dictionary.
    names = (*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", ()))
    return {"": {name: _plain(getattr(value, name, None)) for name in names if not name.startswith("_")}}


def _rebuilt(value: Any) -> Any:
    if isinstance(value, dict) and list(value) == [""]:
        return SimpleNamespace(**{name: _rebuilt(part) for name, part in value[""].items()})
    return {name: _rebuilt(part) for name, part in value.items()} if isinstance(value, dict) else value


class CallContext:
    """What Lambda passes a handler as its second argument."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._deadline = facts.get("deadline")
        for name in _FIELDS:
            setattr(self, name, facts.get(name))
        for name in _OBJECTS:
            setattr(self, name, _rebuilt(facts.get(name)))

    def get_remaining_time_in_millis(self) -> int:
        """Until Lambda ends the function; 0 where no one knows."""
        return max(0, int((self._deadline - time.time()) * 1000)) if self._deadline is not None else 0

    def log(self, message: object) -> None:
        """Write to the log."""
        print(message)


def agentcore_context(facts: dict[str, Any], headers: dict[str, str]) -> Any:
    """What BedrockAgentCoreApp passes an entry point as its second argument; each call is a session of its own."""
    known = {name.lower(): value for name, value in headers.items()}
    request_id = facts.get("aws_request_id")
    session_id = known.get(_SESSION_HEADER) or request_id
    passed = {name: value for name, value in headers.items() if _is_passed(name.lower())}
    try:
        from bedrock_agentcore.runtime.context import BedrockAgentCoreContext, RequestContext

        BedrockAgentCoreContext.set_request_context(request_id or "local", session_id)
        if passed:
            BedrockAgentCoreContext.set_request_headers(passed)
        return RequestContext(session_id=session_id, request_headers=passed or None)
    except ImportError:
        return SimpleNamespace(session_id=session_id, request_headers=passed or None, request=None)


def _is_passed(name: str) -> bool:
    return name == "authorization" or name.startswith(_CUSTOM_HEADERS)
