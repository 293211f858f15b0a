"""Calls a main that was made for the command line: it gets the prompt, and its other options keep their defaults."""

from __future__ import annotations

import contextlib
import inspect
import json
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from slipway_runtime.events import PROMPT_KEYS, Request

# An option for one of these is not where a prompt belongs.
_SETTINGS = frozenset(
    "model model_id provider region profile log_level level output output_file format config file path host port name "
    "session session_id user user_id mode temperature".split()
)


def command_behind(main: Any, module: ModuleType) -> Any:
    """The click or typer command that main is, or None."""
    click, typer = sys.modules.get("click"), sys.modules.get("typer")
    if click is not None and isinstance(main, click.Command):
        return main
    if typer is None:
        return None
    if isinstance(main, typer.Typer):
        return typer.main.get_command(main)
    if inspect.isfunction(main) and (_is_registered(main, module, typer) or _has_typer_defaults(main, typer)):
        alone = typer.Typer(add_completion=False)
        alone.command()(main)
        return typer.main.get_command(alone)
    return None


def _is_registered(main: Callable[..., Any], module: ModuleType, typer: Any) -> bool:
    apps = [value for value in vars(module).values() if isinstance(value, typer.Typer)]
    return any(command.callback is main for app in apps for command in app.registered_commands)


def _has_typer_defaults(main: Callable[..., Any], typer: Any) -> bool:
    info = typer.models.ParameterInfo
    parameters = inspect.signature(main).parameters.values()
    if any(isinstance(parameter.default, info) for parameter in parameters):
        return True
    annotated = [getattr(parameter.annotation, "__metadata__", ()) for parameter in parameters]
    return any(isinstance(part, info) for parts in annotated for part in parts)


def run(command: Any, request: Request) -> Any:
    """Call the command as its own script would, and return what it returns; its errors keep their words."""
    arguments: list[str] = []
    defaults: dict[str, Any] = {}
    for parameter, value in _values(command, request):
        if parameter.param_type_name == "argument" or getattr(parameter, "is_flag", False):
            defaults[parameter.name] = value
            continue
        # An option that asks at the terminal is only content with the command line.
        several = isinstance(value, list) and not getattr(parameter, "multiple", False)
        for part in value if isinstance(value, list) and not several else [value]:
            arguments += [max(parameter.opts, key=len), *(part if several else [part])]
    if getattr(command, "no_args_is_help", False) and not arguments:
        arguments = ["--"]
    return command.main(arguments, prog_name="main", standalone_mode=False, default_map=defaults)


def _values(command: Any, request: Request) -> list[tuple[Any, Any]]:
    parameters = [parameter for parameter in command.params if parameter.name and not parameter.is_eager]
    values: dict[str, Any] = {}
    for parameter in parameters:
        if parameter.name in PROMPT_KEYS and request.prompt is not None:
            values[parameter.name] = request.prompt
        elif request.payload.get(parameter.name) is not None:
            values[parameter.name] = request.payload[parameter.name]
    if request.prompt is not None and not any(name in PROMPT_KEYS for name in values):
        place = _place_of_prompt([parameter for parameter in parameters if parameter.name not in values])
        if place is not None:
            values[place.name] = request.prompt
    return [(one, _fitted(values[one.name], one)) for one in parameters if one.name in values]


def _place_of_prompt(parameters: list[Any]) -> Any:
    """What is required, else an argument, else the first option that takes any text."""
    texts = [parameter for parameter in parameters if _takes_text(parameter)]
    ranked = [
        [parameter for parameter in texts if parameter.required],
        [parameter for parameter in texts if parameter.param_type_name == "argument"],
        [parameter for parameter in texts if parameter.name not in _SETTINGS],
    ]
    return next((found[0] for found in ranked if found), None)


def _takes_text(parameter: Any) -> bool:
    if getattr(parameter, "is_flag", False):
        return False
    kind = getattr(parameter, "type", None)  # typer has a class of its own for this
    return kind.name == "text" if kind is not None else parameter.type_descriptor.annotation is str


def _fitted(value: Any, parameter: Any) -> Any:
    """A value as the command line has it: text, or several texts."""
    if parameter.nargs != 1 or getattr(parameter, "multiple", False):
        return [_text(part) for part in value] if isinstance(value, (list, tuple)) else [_text(value)]
    return value if isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@contextlib.contextmanager
def answering_argparse(request: Request) -> Iterator[None]:
    """A parser that finds no arguments gets those that the request has; its refusal keeps its words."""
    argparse = sys.modules.get("argparse")
    if argparse is None:
        yield
        return
    original, refuse = argparse.ArgumentParser.parse_known_args, argparse.ArgumentParser.error

    def parse_known_args(self: Any, args: Any = None, namespace: Any = None) -> Any:
        given = sys.argv[1:] if args is None else list(args)
        return original(self, given or _arguments(self, request), namespace)

    def error(self: Any, message: str) -> Any:
        raise SystemExit(f"{self.prog}: {message}")

    argparse.ArgumentParser.parse_known_args, argparse.ArgumentParser.error = parse_known_args, error
    try:
        yield
    finally:
        argparse.ArgumentParser.parse_known_args, argparse.ArgumentParser.error = original, refuse


def _arguments(parser: Any, request: Request) -> list[str]:
    """What the request names, and the prompt: where the parser calls it so, else as the first text that it requires."""
    takers = [action for action in parser._actions if action.nargs != 0 and action.choices is None]
    values = {action.dest: value for action in parser._actions if (value := request.payload.get(action.dest)) is not None}
    if request.prompt is not None:
        named = [action for action in takers if action.dest in PROMPT_KEYS]
        free = [action for action in takers if action.required and action.type in (None, str) and action.dest not in values]
        for action in (named or free)[:1]:
            values[action.dest] = request.prompt
    options, places = [], []
    for action in parser._actions:
        value = values.get(action.dest)
        if value is None or (action.nargs == 0 and value is not True):
            continue
        if action.option_strings:
            options += _as_option(action, value)
        else:
            places += [_text(part) for part in value] if isinstance(value, list) else [_text(value)]
    return [*options, *(["--", *places] if places else [])]


def _as_option(action: Any, value: Any) -> list[str]:
    name = action.option_strings[-1]
    if action.nargs == 0:
        return [name]
    if isinstance(value, list):
        return [name, *(_text(part) for part in value)]
    return [f"{name}={_text(value)}" if name.startswith("--") else name + _text(value)]
