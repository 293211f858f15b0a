"""Fits one request to whatever parameters the generated main takes."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

from slipway_runtime.contexts import CallContext
from slipway_runtime.entry_choice import ARGV_NAMES
from slipway_runtime.events import PROMPT_KEYS, Request
from slipway_runtime.fields import PARSED_NAMES, PAYLOAD_NAMES
from slipway_runtime.records import filled, record_of

_PROMPT_NAMES = frozenset(PROMPT_KEYS)
_DATA_NAMES = frozenset(("input_data_arg", "input_data"))
_MESSAGE_NAMES = frozenset(("messages_arg", "messages"))
_CONTEXT_NAMES = frozenset("context ctx lambda_context".split())
_MISSING = object()


class ParsedArguments(str):
    """The prompt as text, and the request as argparse would have parsed it: what was not given is None."""

    def __new__(cls, request: Request) -> ParsedArguments:
        """The prompt, with the request behind it."""
        made = super().__new__(cls, request.prompt or "")
        made._request = request  # type: ignore[attr-defined]
        return made

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        request = self.__dict__["_request"]
        if name in _PROMPT_NAMES:
            return request.prompt
        if name in request.payload:
            return request.payload[name]
        return None


def arguments_for(main: Callable[..., Any], request: Request) -> tuple[list[Any], dict[str, Any]]:
    """The positional and keyword arguments to call main with."""
    try:
        parameters = _parameters(main)
    except (TypeError, ValueError):
        return [request.prompt], {}
    if is_handler(main):
        return [request.payload, CallContext(request.context) if request.context else None], {}
    values = _values(parameters, request)
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for parameter in parameters:
        value = values.get(parameter.name, _MISSING)
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            # A skipped parameter keeps its place by taking its own default.
            positional.append(_default(parameter) if value is _MISSING else value)
        elif parameter.kind is parameter.KEYWORD_ONLY and (value is not _MISSING or parameter.default is parameter.empty):
            keywords[parameter.name] = None if value is _MISSING else value
    _fill_variadic(parameters, values, request, positional, keywords)
    return positional, keywords


def _parameters(main: Callable[..., Any]) -> list[inspect.Parameter]:
    """The parameters, with annotations that are texts replaced by what they name."""
    try:
        return list(inspect.signature(main, eval_str=True).parameters.values())
    except Exception:  # an annotation may name what only a type checker imports
        return list(inspect.signature(main).parameters.values())


def is_handler(main: Any) -> bool:
    """Whether a function takes an event and a context, as Lambda passes them."""
    try:
        names = [name.strip("_") for name in inspect.signature(main).parameters]
    except (TypeError, ValueError):
        return False
    return len(names) == 2 and names[0] == "event" and (names[1] in _CONTEXT_NAMES or not names[1])


def _values(parameters: list[inspect.Parameter], request: Request) -> dict[str, Any]:
    named = [parameter for parameter in parameters if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)]
    values = {parameter.name: value for parameter in named if (value := _by_name(parameter, request)) is not _MISSING}
    if not any(name in _PROMPT_NAMES for name in values):
        stranger = next((parameter for parameter in named if parameter.name not in (*values, *ARGV_NAMES)), None)
        if (PAYLOAD_NAMES | PARSED_NAMES).intersection(values):
            return values
        if stranger is not None:
            _give(stranger, values, request)
        else:
            _offer_prompt(named, values, request)
    return values


def _give(stranger: inspect.Parameter, values: dict[str, Any], request: Request) -> None:
    """The prompt, or the request whole to what takes a record; without a prompt a default holds."""
    kind = record_of(stranger.annotation)
    if kind is not None:
        values[stranger.name] = filled(kind, request.payload, request.prompt)
    elif request.prompt is not None:
        values[stranger.name] = request.prompt


def _offer_prompt(named: list[inspect.Parameter], values: dict[str, Any], request: Request) -> None:
    """A main that takes only messages or input_data still gets a plain prompt."""
    for parameter in named:
        if values.get(parameter.name, _MISSING) is None:
            turn = [{"role": "user", "content": [{"text": request.prompt}]}]
            values[parameter.name] = _data(turn, parameter) if parameter.name in _MESSAGE_NAMES else request.prompt
            return


def _by_name(parameter: inspect.Parameter, request: Request) -> Any:
    name = parameter.name
    if name in _DATA_NAMES:
        return _data(request.input_data, parameter)
    if name in _MESSAGE_NAMES:
        return _data(request.messages, parameter)
    kind = record_of(parameter.annotation)
    if kind is not None:
        return _record(kind, name, request)
    if name in _PROMPT_NAMES:
        return request.prompt
    if name in PAYLOAD_NAMES:
        return request.payload.get(name, request.payload)
    if name in PARSED_NAMES and name not in request.payload:
        return ParsedArguments(request)
    return request.payload.get(name, _MISSING)


def _record(kind: Any, name: str, request: Request) -> Any:
    """A record from the field of its name, or from the whole request if that is what the name says."""
    given = request.payload.get(name)
    if isinstance(given, dict):
        return filled(kind, given, None)
    return filled(kind, request.payload, request.prompt) if name in PAYLOAD_NAMES else _MISSING


def _data(value: Any, parameter: inspect.Parameter) -> Any:
    """Names ending in _arg mirror the generated command line, which passes text."""
    if value is None or isinstance(value, str):
        return value
    annotation = str(parameter.annotation)
    wants_text = "str" in annotation and "dict" not in annotation.lower() and "list" not in annotation.lower()
    if parameter.name.endswith("_arg") or wants_text:
        return json.dumps(value, ensure_ascii=False)
    return value


def _default(parameter: inspect.Parameter) -> Any:
    return None if parameter.default is parameter.empty else parameter.default


def _fill_variadic(
    parameters: list[inspect.Parameter],
    values: dict[str, Any],
    request: Request,
    positional: list[Any],
    keywords: dict[str, Any],
) -> None:
    kinds = {parameter.kind for parameter in parameters}
    if any(parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) for parameter in parameters):
        return
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        positional.append(request.prompt)
    elif inspect.Parameter.VAR_KEYWORD in kinds:
        keywords.update(request.payload)
        if request.prompt is not None:
            keywords.update(user_input_arg=request.prompt, prompt=request.prompt)
