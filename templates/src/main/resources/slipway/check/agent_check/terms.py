"""What code is checked for, besides its runtime."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """The deployment that the code is meant for, as far as there is one.

    given are its variables and keys, None if it is for no deployment; granted the actions that it allows the agent;
    entry what the author names as file:name; requested the packages that it names besides the imports.
    """

    given: frozenset[str] | None = None
    granted: frozenset[str] = frozenset()
    entry: str | None = None
    requested: frozenset[str] = frozenset()
