"""Reads the data files that come with the check."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent.parent.parent / "data"


@lru_cache(maxsize=None)
def load(name: str) -> Any:
    """One file of the data folder; it must not be changed."""
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))
