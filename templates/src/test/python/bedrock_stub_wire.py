"""How Bedrock and OpenAI put a model's turn on the wire, whole or in pieces."""

from __future__ import annotations

import binascii
import json
import re
import struct
import time
import uuid
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Turn:
    """What the model says, and the tool it asks for."""

    text: str
    tool: str | None = None
    tool_input: dict[str, Any] = field(default_factory=dict)

    def pieces(self) -> list[str]:
        """The text as a stream would deliver it."""
        return re.findall(r".{1,12}", self.text, re.S)


class Converse:
    """Bedrock Converse and ConverseStream."""

    content_type = "application/vnd.amazon.eventstream"

    def __init__(self, request: dict[str, Any], streams: bool) -> None:
        self.request = request
        self.streams = streams

    def read(self) -> tuple[str, dict[str, Any], str | None]:
        """The last prompt, the offered tools by name, the tool result if it comes last."""
        prompt, result = "", None
        for message in self.request["messages"]:
            if message["role"] != "user":
                continue
            result = None
            for part in message["content"]:
                prompt = part.get("text", prompt)
                if "toolResult" in part:
                    result = " ".join(_result_text(item) for item in part["toolResult"].get("content", []))
        offered = self.request.get("toolConfig", {}).get("tools", [])
        specs = [tool["toolSpec"] for tool in offered if "toolSpec" in tool]
        return prompt, {spec["name"]: spec["inputSchema"]["json"] for spec in specs}, result

    def error(self, kind: str, message: str) -> dict[str, Any]:
        """An error body; its type travels in a header."""
        return {"message": message}

    def whole(self, turn: Turn) -> dict[str, Any]:
        """The answer in one piece."""
        content: list[dict[str, Any]] = [{"text": turn.text}]
        if turn.tool:
            content.append({"toolUse": {"toolUseId": _tool_id(), "name": turn.tool, "input": turn.tool_input}})
        message = {"role": "assistant", "content": content}
        return {"output": {"message": message}, "stopReason": _stop(turn), "usage": self._usage(), "metrics": {"latencyMs": 5}}

    def frames(self, turn: Turn, breaks: bool) -> list[bytes]:
        """The answer as event stream frames; a broken one ends with an exception frame."""
        frames = [_event("messageStart", {"role": "assistant"})]
        frames += [_event("contentBlockDelta", {"delta": {"text": piece}, "contentBlockIndex": 0}) for piece in turn.pieces()]
        if breaks:
            return [*frames[:2], _exception("modelStreamErrorException", "stub: the model stopped in the middle")]
        frames.append(_event("contentBlockStop", {"contentBlockIndex": 0}))
        if turn.tool:
            frames += self._tool_frames(turn)
        frames.append(_event("messageStop", {"stopReason": _stop(turn)}))
        frames.append(_event("metadata", {"usage": self._usage(), "metrics": {"latencyMs": 5}}))
        return frames

    def _tool_frames(self, turn: Turn) -> list[bytes]:
        start = {"toolUse": {"toolUseId": _tool_id(), "name": turn.tool}}
        text = json.dumps(turn.tool_input)
        halves = (text[: len(text) // 2], text[len(text) // 2 :])
        deltas = [{"delta": {"toolUse": {"input": half}}, "contentBlockIndex": 1} for half in halves]
        return [
            _event("contentBlockStart", {"start": start, "contentBlockIndex": 1}),
            *(_event("contentBlockDelta", delta) for delta in deltas),
            _event("contentBlockStop", {"contentBlockIndex": 1}),
        ]

    def _usage(self) -> dict[str, int]:
        tokens = len(json.dumps(self.request)) // 4
        return {"inputTokens": tokens, "outputTokens": 7, "totalTokens": tokens + 7}


class OpenAi:
    """OpenAI chat completions, as other providers and the emulator's proxy speak them."""

    content_type = "text/event-stream"

    def __init__(self, request: dict[str, Any], streams: bool) -> None:
        self.request = request
        self.streams = streams
        self._base = {"id": f"chatcmpl-{uuid.uuid4().hex[:12]}", "created": int(time.time()), "model": request.get("model", "stub")}

    def read(self) -> tuple[str, dict[str, Any], str | None]:
        """The last prompt, the offered tools by name, the tool result if it comes last."""
        prompt, result = "", None
        for message in self.request["messages"]:
            if message["role"] == "user":
                prompt, result = _message_text(message), None
            elif message["role"] == "tool":
                result = _message_text(message)
        functions = [tool["function"] for tool in self.request.get("tools") or []]
        return prompt, {function["name"]: function.get("parameters", {}) for function in functions}, result

    def error(self, kind: str, message: str) -> dict[str, Any]:
        """An error body."""
        return {"error": {"message": message, "type": kind, "code": kind}}

    def whole(self, turn: Turn) -> dict[str, Any]:
        """The answer in one piece."""
        message: dict[str, Any] = {"role": "assistant", "content": None if turn.tool else turn.text}
        if turn.tool:
            message["tool_calls"] = [_openai_call(turn)]
        choice = {"index": 0, "message": message, "finish_reason": _finish(turn)}
        return {**self._base, "object": "chat.completion", "choices": [choice], "usage": _OPENAI_USAGE}

    def frames(self, turn: Turn, breaks: bool) -> list[bytes]:
        """The answer as server-sent events; a broken one just ends."""
        frames = [self._event({"role": "assistant", "content": ""})]
        if turn.tool:
            frames.append(self._event({"tool_calls": [{**_openai_call(turn), "index": 0}]}))
        else:
            frames += [self._event({"content": piece}) for piece in turn.pieces()]
        if breaks:
            return frames[:1]
        usage = {**self._base, "object": "chat.completion.chunk", "choices": [], "usage": _OPENAI_USAGE}
        return [*frames, self._event({}, _finish(turn)), _sse(json.dumps(usage)), _sse("[DONE]")]

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _sse(json.dumps({**self._base, "object": "chat.completion.chunk", "choices": [choice]}))


_OPENAI_USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}


def _openai_call(turn: Turn) -> dict[str, Any]:
    function = {"name": turn.tool, "arguments": json.dumps(turn.tool_input)}
    return {"id": f"call_{uuid.uuid4().hex[:12]}", "type": "function", "function": function}


def _finish(turn: Turn) -> str:
    return "tool_calls" if turn.tool else "stop"


def _message_text(message: dict[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content if isinstance(part, dict))
    return content or ""


def _sse(text: str) -> bytes:
    return b"data: " + text.encode() + b"\n\n"


def _stop(turn: Turn) -> str:
    return "tool_use" if turn.tool else "end_turn"


def _tool_id() -> str:
    return f"tooluse_{uuid.uuid4().hex[:22]}"


def _result_text(item: dict[str, Any]) -> str:
    return item.get("text") or json.dumps(item.get("json", ""))


def _event(name: str, body: dict[str, Any]) -> bytes:
    return _frame({":event-type": name, ":content-type": "application/json", ":message-type": "event"}, body)


def _exception(name: str, message: str) -> bytes:
    headers = {":exception-type": name, ":content-type": "application/json", ":message-type": "exception"}
    return _frame(headers, {"message": message})


def _frame(headers: dict[str, str], body: dict[str, Any]) -> bytes:
    """One frame of application/vnd.amazon.eventstream: lengths, headers, payload, two checksums."""
    packed = b"".join(
        struct.pack("!B", len(name)) + name.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()
        for name, value in headers.items()
    )
    payload = json.dumps(body).encode()
    prelude = struct.pack("!II", 16 + len(packed) + len(payload), len(packed))
    message = prelude + struct.pack("!I", binascii.crc32(prelude)) + packed + payload
    return message + struct.pack("!I", binascii.crc32(message))
