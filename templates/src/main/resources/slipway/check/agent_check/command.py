"""The command: bytes in, one JSON object out, whatever the bytes are."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import traceback
from typing import Any

from agent_check import archive, limits
from agent_check.check import check, refusal
from agent_check.declared import packages
from agent_check.terms import Terms

_TOO_MUCH = "The code is too large or too deeply nested to be checked"


def main(arguments: list[str]) -> int:
    """Print the answer and return 0; anything else means that there is no answer."""
    parser = argparse.ArgumentParser(prog="check_agent.py", description="Checks agent code from standard input.")
    parser.add_argument("--runtime", required=True, metavar="3.11", help="the Python minor version it will run on")
    parser.add_argument("--given", metavar="A,B", help="the variables and keys that the deployment sets")
    parser.add_argument("--granted", metavar="A,B", default="", help="the actions that the deployment allows the agent")
    parser.add_argument("--entry", metavar="FILE:NAME", help="what a request is given to; found if left out")
    parser.add_argument("--require", metavar="REQ", action="append", default=[], help="a requirement of the deployment")
    options = parser.parse_args(arguments)
    terms = Terms(
        given=None if options.given is None else frozenset(options.given.split(",")),
        granted=frozenset(filter(None, options.granted.split(","))),
        entry=options.entry,
        requested=packages(options.require),
    )
    # Deep nesting can crash older interpreters: a copy reads the code, the original stays to answer.
    pid = os.fork()
    if pid == 0:
        _answer_and_exit(options.runtime, terms)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        _print(refusal(options.runtime, "syntax", _TOO_MUCH))
    return 0


def _answer_and_exit(runtime: str, terms: Terms) -> None:
    status = 1
    try:
        limits.apply()
        gc.disable()  # trees are no garbage until the end: looking for some takes longer than the check itself
        raw = sys.stdin.buffer.read(archive.MAX_BYTES)
        _drain()
        _print(_checked(raw, runtime, terms))
        status = 0
    except BaseException:
        traceback.print_exc()  # a bug in the check itself: the answer alone would hide it
    finally:
        os._exit(status)


def _checked(raw: bytes, runtime: str, terms: Terms) -> dict[str, Any]:
    try:
        return check(raw, runtime, terms)
    except (MemoryError, RecursionError, limits.TooExpensive):
        gc.collect()
        return refusal(runtime, "syntax", _TOO_MUCH)


def _drain() -> None:
    """Read the rest of an upload that is too large, so that the sender sees an answer and not a broken pipe."""
    while sys.stdin.buffer.read(1 << 20):
        pass


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
