"""One requirement as people write it, and the Pythons that a specifier admits."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(
    r"\s*([A-Za-z0-9][A-Za-z0-9._-]{0,99})\s*(?:\[([A-Za-z0-9._,\s-]*)\])?\s*\(?((?:\s*(?:===|==|~=|!=|<=|>=|<|>)\s*"
    r"[A-Za-z0-9.*+!_-]+\s*,?)*)\)?\s*(?:;\s*([^\x00-\x1f]{1,300}))?\s*"
)
_CLAUSE = re.compile(r"\s*(===|==|~=|!=|<=|>=|<|>)\s*3(?:\.(\d+))?(?:\.[\d*]+)?(?:\.\*)?[^,]*")


@dataclass(frozen=True)
class Requirement:
    """A package of the index; name and bounds are normalised, so that equal ones are the same text."""

    name: str
    extras: frozenset[str]
    bounds: str
    marker: str

    @classmethod
    def parse(cls, line: str) -> Requirement | None:
        """The requirement; None if it is none of the index: an option, a path or an address."""
        parts = _FORM.fullmatch(line)
        if parts is None:
            return None
        extras = frozenset(part.strip().lower() for part in (parts[2] or "").split(",") if part.strip())
        return cls(normalised(parts[1]), extras, bounds(parts[3]), (parts[4] or "").strip())

    @property
    def line(self) -> str:
        """As uv reads it."""
        extras = f"[{','.join(sorted(self.extras))}]" if self.extras else ""
        return f"{self.name}{extras}{self.bounds}" + (f" ; {self.marker}" if self.marker else "")


def normalised(name: str) -> str:
    """According to PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def bounds(specifier: str) -> str:
    """Without spaces, in an order of its own."""
    return ",".join(sorted(part for part in re.sub(r"\s", "", specifier).split(",") if part))


def admits(specifier: str, minor: int) -> bool:
    """Whether a Python 3 of that minor version fits; its patch level is not known."""
    return all(_clause_admits(clause, minor) for clause in specifier.split(",") if clause.strip())


def _clause_admits(clause: str, minor: int) -> bool:
    parts = _CLAUSE.fullmatch(clause)
    if parts is None:
        return not re.match(r"\s*(<|<=|==|~=)\s*[0-3]\b|\s*>=?\s*[4-9]", clause)
    operator, bound = parts[1], parts[2]
    if bound is None:
        return operator not in ("<", "!=")
    named, patched = int(bound), re.search(r"3\.\d+\.\d", clause) is not None
    if operator in ("==", "==="):
        return minor == named
    if operator == "~=":
        return minor == named if patched else minor >= named
    if operator == "!=":
        return minor != named or patched
    if operator == "<":
        return minor < named or (patched and minor == named and not clause.rstrip().endswith(".0"))
    return {"<=": minor <= named, ">=": minor >= named, ">": minor > named or patched and minor == named}[operator]
