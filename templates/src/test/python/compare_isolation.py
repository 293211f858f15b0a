"""Prints what a cold start and a warm call cost in each isolation mode: python compare_isolation.py [ROUNDS].

In CPU seconds of all processes of the function, which other work on the machine hardly changes: a cold start is
everything until the first answer, a warm call the mean of many. Needs strands-agents, and the rig.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bedrock_stub import Stub
from conftest import RESOURCES, inject
from lambda_rig import LambdaRig, missing

AGENT = RESOURCES.parents[4] / "examples" / "weather_agent.py"
MODES = ("environment", "call", "reload")
WARM_CALLS = 30
# The first calls import what the libraries import late.
CALLS_UNTIL_WARM = 3
ROUNDS = 5


class Cost(NamedTuple):
    """In CPU seconds."""

    cold_start: float
    warm_call: float


def measure(mode: str, stub: Stub, calls: int = WARM_CALLS) -> Cost:
    """What one execution environment costs in that mode."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "agent"
        inject(AGENT.read_bytes(), folder)
        agent = LambdaRig(folder, {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": stub.url, "SLIPWAY_ISOLATION": mode})
        try:
            agent.text("hello")
            cold = agent.cpu_seconds()
            for _ in range(CALLS_UNTIL_WARM):
                agent.text("hello")
            before = agent.cpu_seconds()
            for _ in range(calls):
                agent.text("hello")
            return Cost(cold, (agent.cpu_seconds() - before) / calls)
        finally:
            agent.close()


def main(rounds: int) -> None:
    if missing():
        sys.exit(f"the rig cannot run here: {missing()}")
    stub = Stub().start()
    costs = [[measure(mode, stub) for mode in MODES] for _ in range(rounds)]
    stub.stop()
    print(f"CPU seconds, medians of {rounds} rounds (from least to most)")
    for mode, measured in zip(MODES, zip(*costs)):
        cold, warm = (list(values) for values in zip(*measured))
        print(f"{mode:<7} cold start {spread(cold, 2)}   warm call {spread(warm, 3)}")


def spread(values: list[float], digits: int) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
