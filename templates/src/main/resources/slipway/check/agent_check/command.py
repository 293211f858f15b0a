"""The command: bytes in, one JSON object out, whatever the bytes are."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from typing import Any

from agent_check import limits


def main(arguments: list[str]) -> int:
    """Print the answer and return 0; anything else means that there is no answer."""
    parser = argparse.ArgumentParser(prog="check_agent.py", description="Checks agent code from standard input.")
    parser.add_argument("--runtime", required=True, metavar="3.11", help="the Python minor version it will run on")
    options = parser.parse_args(arguments)
    from agent_check.check import check, refusal  # before the limits: loading them is no cost of the code

    limits.apply()
    raw = sys.stdin.buffer.read(limits.MAX_CODE_BYTES + 1)
    _drain()
    try:
        answer: dict[str, Any] = check(raw, options.runtime)
    except (MemoryError, RecursionError):
        gc.collect()
        answer = refusal(options.runtime, "syntax", "The code is too large or too deeply nested to be checked")
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


def _drain() -> None:
    """Take the rest of an upload that is too large, so that the sender sees an answer and no broken pipe."""
    while sys.stdin.buffer.read(1 << 20):
        pass
