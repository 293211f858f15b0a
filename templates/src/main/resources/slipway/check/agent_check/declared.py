"""Reads what a folder says about its dependencies: pyproject.toml, requirements.txt, uv.lock."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agent_check import uv_lock
from agent_check.findings import Findings
from agent_check.requirement import Requirement, admits, normalised

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    tomllib = None  # type: ignore[assignment]

PYPROJECT, REQUIREMENTS, LOCK = "pyproject.toml", "requirements.txt", "uv.lock"
_HASH = re.compile(r"\s+--hash=\S+")
_COMMENT = re.compile(r"(^|\s)#.*")
_ONLY_INDEX = "Name a package of the index, such as httpx>=0.27: only those are installed, from wheels"

Of = Callable[[str], Findings]


@dataclass(frozen=True)
class Declared:
    """The folder's own requirements, and the versions that its lock pins.

    source is the file they come from; None if the folder leaves them to its imports. requested are the packages that
    the deployment names besides.
    """

    requirements: tuple[Requirement, ...] = ()
    pins: tuple[str, ...] = ()
    source: str | None = None
    requested: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        """The packages whose version the folder decides."""
        pinned = (re.split(r"[=;\s]", pin, maxsplit=1)[0] for pin in self.pins)
        return frozenset([*pinned, *(one.name for one in self.requirements)])

    @cached_property
    def _named(self) -> frozenset[str]:
        """Every package that is named; asked for each import of each file."""
        return self.names | self.requested

    def provides(self, package: str) -> bool:
        """Whether this very package is named, by the folder or by the deployment."""
        return normalised(package) in self._named

    def may_provide(self, package: str) -> bool:
        """Whether one of the packages may have a module of that name: its own name contains it, or is contained."""
        wanted = normalised(package)
        return any(wanted in name or name in wanted for name in self._named)


NOTHING = Declared()


def packages(lines: list[str]) -> frozenset[str]:
    """The packages of requirements as a request has them."""
    return frozenset(one.name for one in map(Requirement.parse, lines) if one is not None)


def read(texts: dict[str, str], runtime: str, of: Of) -> Declared:
    """What the folder declares; what is wrong with it is among the findings of each file."""
    project = _toml(PYPROJECT, texts, of)
    table = project.get("project") if project else None
    table = table if isinstance(table, dict) else {}
    minor = int(runtime.rpartition(".")[2])
    _require_python(table.get("requires-python"), minor, texts, of)
    if isinstance(table.get("dependencies"), list):
        if REQUIREMENTS in texts:
            message = "requirements.txt is not read: pyproject.toml lists the dependencies"
            of(REQUIREMENTS).warn_at("requirements_not_read", None, None, message, "Keep one of the two lists")
        return _of_pyproject(table, minor, texts, of)
    if REQUIREMENTS in texts:
        return _of_requirements(texts, of)
    return NOTHING


def _of_pyproject(table: dict[str, Any], minor: int, texts: dict[str, str], of: Of) -> Declared:
    requirements = []
    for line in table["dependencies"]:
        requirement = Requirement.parse(str(line))
        if requirement is None:
            message = f"'{str(line)[:100]}' cannot be installed"
            of(PYPROJECT).error_at("requirement", _line_of(texts[PYPROJECT], str(line)), None, message, _ONLY_INDEX)
        else:
            requirements.append(requirement)
    lock = _toml(LOCK, texts, of)
    pins = uv_lock.pins(lock, requirements, minor, of(LOCK)) if lock else []
    return Declared(tuple(requirements), tuple(pins), PYPROJECT)


def _of_requirements(texts: dict[str, str], of: Of) -> Declared:
    requirements = []
    number = 0
    for number, line in _logical_lines(texts[REQUIREMENTS]):
        requirement = Requirement.parse(_HASH.sub("", line))
        if requirement is None:
            of(REQUIREMENTS).error_at("requirement", number, None, f"'{line[:100]}' cannot be installed", _ONLY_INDEX)
        else:
            requirements.append(requirement)
    if LOCK in texts:
        message = "uv.lock belongs to a pyproject.toml with dependencies, and there is none"
        of(LOCK).warn_at("lock_not_read", None, None, message, "Add the pyproject.toml that it was made from")
    return Declared(tuple(requirements), (), REQUIREMENTS)


def _logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines without comments, each with its number; a backslash continues one."""
    found: list[tuple[int, str]] = []
    begun, parts = 0, []
    for number, raw in enumerate(text.split("\n"), 1):
        line = _COMMENT.sub("", raw.rstrip("\r")).strip()
        begun = begun if parts else number
        parts.append(line.removesuffix("\\").strip())
        if not line.endswith("\\"):
            whole = " ".join(parts).strip()
            parts = []
            if whole:
                found.append((begun, whole))
    return found


def _require_python(wanted: Any, minor: int, texts: dict[str, str], of: Of) -> None:
    if isinstance(wanted, str) and not admits(wanted, minor):
        message = f"requires-python is {wanted}, and the agent's runtime is python3.{minor}"
        fitting = [f"python3.{other}" for other in range(10, 15) if admits(wanted, other)]
        hint = f"Choose the runtime {' or '.join(fitting)}" if fitting else "No runtime of Lambda fits: change it"
        of(PYPROJECT).error_at("requires_python", _line_of(texts[PYPROJECT], "requires-python"), None, message, hint)


def _toml(name: str, texts: dict[str, str], of: Of) -> dict[str, Any] | None:
    if name not in texts:
        return None
    if tomllib is None:
        message = f"{name} cannot be read with Python 3.10"
        of(name).error_at("toml", None, None, message, "Choose a later runtime, or declare with a requirements.txt")
        return None
    try:
        return tomllib.loads(texts[name])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else None
        of(name).error_at("toml", line, None, f"{name} is not TOML: {str(error)[:200]}", "Correct the file")
        return None


def _line_of(text: str, part: str) -> int | None:
    """The first line that contains a text."""
    before, found, _ = text.partition(part)
    return before.count("\n") + 1 if found else None
