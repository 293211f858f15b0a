"""Sends what OpenTelemetry has collected, before the process that collected it ends or is frozen."""

from __future__ import annotations

import sys
from typing import Any

# Long enough for one export to a collector next to the function; an answer does not wait longer for its traces.
FLUSH_SECONDS = 1.0
_PROVIDERS = (
    ("opentelemetry.trace", "get_tracer_provider"),
    ("opentelemetry.metrics", "get_meter_provider"),
    ("opentelemetry._logs", "get_logger_provider"),
)


def flush() -> None:
    """Flush every provider that is in use; telemetry that cannot be sent never fails a call."""
    for module, provider in _PROVIDERS:
        library: Any = sys.modules.get(module)
        try:
            send = getattr(library and getattr(library, provider)(), "force_flush", None)
            if send is not None:
                send(int(FLUSH_SECONDS * 1000))
        except Exception as error:
            sys.stderr.write(f"slipway: telemetry was not sent: {type(error).__name__}\n")
