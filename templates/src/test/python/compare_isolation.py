"""Prints what each way of keeping callers apart costs a warm call: python compare_isolation.py (needs strands-agents)."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from bedrock_stub import Stub
from conftest import RESOURCES, inject
from lambda_process import LambdaProcess, milliseconds_of

AGENT = RESOURCES.parents[4] / "examples" / "weather_agent.py"
CALLS = 30


def measure(mode: str, stub: Stub) -> str:
    """The median of warm calls in that mode."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "agent"
        inject(AGENT.read_bytes(), folder)
        agent = LambdaProcess(folder, {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": stub.url, "SLIPWAY_ISOLATION": mode})
        try:
            for _ in range(4):
                agent.text("hello")
            times = [milliseconds_of(lambda: agent.text("hello")) for _ in range(CALLS)]
        finally:
            agent.close()
    return f"{mode:<7} median {statistics.median(times):6.0f} ms   fastest {min(times):6.0f} ms"


if __name__ == "__main__":
    model = Stub().start()
    for isolation in ("none", "call", "reload"):
        print(measure(isolation, model))
    model.stop()
