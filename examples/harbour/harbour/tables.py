"""The tide tables, which lie next to the code."""

import json
from pathlib import Path

_TABLES = Path(__file__).parent.parent / "data" / "tides.json"


def metres() -> dict[str, float]:
    """High water by port, in metres."""
    return json.loads(_TABLES.read_text(encoding="utf-8"))
