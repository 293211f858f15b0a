"""Turns what Lambda delivers (REST v1, HTTP v2, function URL or direct) into one kind of request."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from slipway_runtime.entry_choice import AGENTCORE, LAMBDA_HANDLER, MAIN

# What a prompt is called, by callers and by the parameters of main; the first that has a value counts.
PROMPT_KEYS = tuple(
    "prompt user_input userInput message input query question text user_prompt user_message user_query input_text "
    "task request user_input_arg prompt_arg".split()
)
# Named in a refusal: enough to find the right one.
_USUAL_KEYS = PROMPT_KEYS[:6]


# The parts of an HTTP event: one alone may be a field of the caller's own.
_ENVELOPE: dict[str, tuple[type, ...]] = {
    "httpMethod": (str,),
    "rawPath": (str,),
    "body": (str, dict),
    "headers": (dict,),
    "isBase64Encoded": (bool,),
    "queryStringParameters": (dict,),
}


class BadRequest(Exception):
    """The caller sent something that cannot be passed to an agent; the message is for the caller."""


@dataclass(frozen=True)
class Request:
    """What the caller asks the agent: the event as it came is kept for a lambda_handler only."""

    method: str = "POST"
    prompt: str | None = None
    input_data: Any = None
    messages: Any = None
    payload: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    event: Any = None
    context: dict[str, Any] = field(default_factory=dict)
    session_id: str | None = None
    # Whether a stream of the answer has what the agent prints and returns, or only what it yields.
    prints_stream: bool = True

    @property
    def is_preflight(self) -> bool:
        """Whether a browser only asks if it may call."""
        return self.method == "OPTIONS"


def parse(event: Any, kind: str = MAIN, fields: frozenset[str] | None = frozenset()) -> Request:
    """The request in an event for an entry point of this kind, or BadRequest with what is missing.

    Instead of a prompt it may have one of the fields that the entry point takes by name, any field if these are None.
    """
    method = _method(event) if isinstance(event, dict) else "POST"
    if method == "OPTIONS":
        return Request(method=method)
    if kind == LAMBDA_HANDLER:
        return Request(method, event=event)
    if isinstance(event, str):
        event = {"prompt": event}
    if not isinstance(event, dict):
        raise BadRequest("The event must be a JSON object or a string")
    if kind == AGENTCORE:
        return Request(method, payload=_payload(event), headers=_headers(event))
    return _request(method, _payload(event), fields)


def _headers(event: dict[str, Any]) -> dict[str, str]:
    headers = event.get("headers") if _is_http(event) else None
    return {str(name): str(value) for name, value in headers.items()} if isinstance(headers, dict) else {}


def _method(event: dict[str, Any]) -> str:
    if not _is_http(event):
        return "POST"
    context = event.get("requestContext")
    http = context.get("http") if isinstance(context, dict) else None
    method = event.get("httpMethod") or (http.get("method") if isinstance(http, dict) else None)
    return str(method or "POST").upper()


def _payload(event: dict[str, Any]) -> dict[str, Any]:
    if not _is_http(event):
        return event
    body = event.get("body")
    if body is None or body == "":
        return dict(event.get("queryStringParameters") or {})
    if isinstance(body, dict):
        return body
    if event.get("isBase64Encoded"):
        body = _decode(body)
    return _parse_body(str(body), _content_type(event))


def fields_of(event: Any) -> dict[str, Any]:
    """What the body of an HTTP event says, for whoever looks for one field; nothing where it says none."""
    if not isinstance(event, dict) or not _is_http(event):
        return {}
    try:
        return _payload(event)
    except BadRequest:
        return {}


def _is_http(event: dict[str, Any]) -> bool:
    """Whether API Gateway or a function URL wrapped the request; fields of the caller's own may be named alike."""
    if isinstance(event.get("requestContext"), dict):
        return True
    return sum(_is_envelope_part(event[name], kinds) for name, kinds in _ENVELOPE.items() if name in event) >= 2


def _is_envelope_part(value: Any, kinds: tuple[type, ...]) -> bool:
    return value is None or isinstance(value, kinds)


def _decode(body: str) -> str:
    try:
        return base64.b64decode(body, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise BadRequest("The body is not base64 of UTF-8 text") from None


def _content_type(event: dict[str, Any]) -> str:
    headers = event.get("headers") or {}
    return next((str(value) for name, value in headers.items() if str(name).lower() == "content-type"), "").lower()


def _parse_body(body: str, content_type: str) -> dict[str, Any]:
    if content_type.startswith("text/plain") and not body.lstrip().startswith(("{", '"')):
        return {"prompt": body}
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The request body is not valid JSON") from None
    if isinstance(data, str):
        return {"prompt": data}
    if not isinstance(data, dict):
        raise BadRequest("The request body must be a JSON object or a string")
    return data


def _request(method: str, payload: dict[str, Any], fields: frozenset[str] | None) -> Request:
    messages, input_data = payload.get("messages"), payload.get("input_data")
    prompt = next((payload[key] for key in PROMPT_KEYS if payload.get(key) not in (None, "")), None)
    if prompt is None and messages:
        prompt = _last_user_text(messages)
    if prompt is None and input_data is None and not messages and not _names_any(payload, fields):
        own = "".join(f", {name}" for name in sorted(fields or ()) if name not in PROMPT_KEYS)
        usual = ", ".join(_USUAL_KEYS[1:])
        raise BadRequest(f"Missing required field: prompt (or one of {usual}, input_data, messages{own})")
    if prompt is not None and not isinstance(prompt, str):
        try:
            prompt = json.dumps(prompt, ensure_ascii=False)
        except RecursionError:
            raise BadRequest("The prompt is nested too deeply") from None
    return Request(method, prompt, input_data, messages, payload)


def _names_any(payload: dict[str, Any], fields: frozenset[str] | None) -> bool:
    given = {name for name, value in payload.items() if value not in (None, "")}
    return bool(given if fields is None else given & fields)


def _last_user_text(messages: Any) -> str | None:
    if isinstance(messages, str):
        try:
            messages = json.loads(messages)
        except (ValueError, RecursionError):
            return messages
    if not isinstance(messages, list):
        return None
    users = [message for message in messages if isinstance(message, dict) and message.get("role") == "user"]
    return _text_of(users[-1].get("content")) if users else None


def _text_of(content: Any) -> str | None:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        texts = [part.get("text") for part in content if isinstance(part, dict)]
        return " ".join(text for text in texts if isinstance(text, str)) or None
    return None
