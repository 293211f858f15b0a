"""Prints what each way of keeping callers apart costs: python compare_isolation.py (needs strands-agents).

Under AWS's runtime interface client where a namespace can be created, else in a plain process; the first line says which.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from bedrock_stub import Stub
from conftest import RESOURCES, inject
from lambda_process import LambdaProcess, milliseconds_of
from lambda_rig import LambdaRig, missing

AGENT = RESOURCES.parents[4] / "examples" / "weather_agent.py"
CALLS = 30
KIND = LambdaProcess if missing() else LambdaRig


def measure(mode: str, stub: Stub) -> str:
    """The first answer, and the median of warm calls, in that mode."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "agent"
        inject(AGENT.read_bytes(), folder)
        agent = KIND(folder, {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": stub.url, "SLIPWAY_ISOLATION": mode})
        try:
            cold = milliseconds_of(lambda: agent.text("hello"))
            for _ in range(3):
                agent.text("hello")
            times = [milliseconds_of(lambda: agent.text("hello")) for _ in range(CALLS)]
        finally:
            agent.close()
    return f"{mode:<7} cold {cold:6.0f} ms   warm median {statistics.median(times):6.0f} ms   fastest {min(times):6.0f} ms"


if __name__ == "__main__":
    print(f"in a plain process: {missing()}" if missing() else "under awslambdaric, in a namespace like Lambda's")
    model = Stub().start()
    for isolation in ("none", "call", "reload"):
        print(measure(isolation, model))
    model.stop()
