"""Calls the entry point that was chosen from the code, in the way that its kind is called."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from slipway_runtime import command_lines
from slipway_runtime.binding import arguments_for, is_handler
from slipway_runtime.contexts import CallContext, agentcore_context
from slipway_runtime.entry_choice import AGENT_ITSELF, AGENTCORE, LAMBDA_HANDLER, MAIN, Choice
from slipway_runtime.events import Request


class NothingToCall(Exception):
    """The module loaded, but what the code offers as its entry point is not there or can't be called."""


def call(module: ModuleType, choice: Choice | None, request: Request) -> Any:
    """What the entry point returns for a request."""
    target = _target(module, choice)
    kind = choice.kind if choice is not None else MAIN
    if kind == LAMBDA_HANDLER:
        return target(request.event, CallContext(request.context))
    if kind == AGENTCORE:
        return _call_agentcore(target, request)
    if kind == AGENT_ITSELF:
        return target(request.prompt)
    command = command_lines.command_behind(target, module)
    if command is not None:
        return command_lines.run(command, request)
    positional, keywords = arguments_for(target, request)
    return target(*positional, **keywords)


def answers_http(module: ModuleType, choice: Choice | None) -> bool:
    """Whether the entry point may return an HTTP answer: functions for Lambda and for AgentCore do."""
    if choice is None or choice.kind == AGENT_ITSELF:
        return False
    return choice.kind != MAIN or is_handler(vars(module).get(choice.name))


def _target(module: ModuleType, choice: Choice | None) -> Any:
    if choice is None:
        raise NothingToCall("the code defines neither main() nor an Agent at module level")
    if choice.name not in vars(module):
        raise NothingToCall(f"{choice.name} is not defined after import (expected: {_expected(choice)})")
    target = vars(module)[choice.name]
    registered = getattr(target, "handlers", None)
    if choice.kind == AGENTCORE and isinstance(registered, dict) and callable(registered.get("main")):
        return registered["main"]
    if not callable(target):
        raise NothingToCall(f"{choice.name} is of type {type(target).__name__} (expected: {_expected(choice)})")
    return target


def _expected(choice: Choice) -> str:
    return "an agent or a team" if choice.kind == AGENT_ITSELF else "a function"


def _call_agentcore(function: Any, request: Request) -> Any:
    context = agentcore_context(request.context, request.headers)
    names = list(inspect.signature(function).parameters)
    takes_context = len(names) >= 2 and names[1] == "context"
    return function(request.payload, context) if takes_context else function(request.payload)
