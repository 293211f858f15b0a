"""Loads, before the first call, what agent libraries would load during each call."""

from __future__ import annotations

import importlib
import sys


def warm_up() -> None:
    """Placeholder until measured."""
