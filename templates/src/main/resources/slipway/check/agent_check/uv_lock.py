"""Reads a uv.lock: the versions it pins for the agent, if it is a lock of this folder and fits the runtime."""

from __future__ import annotations

from typing import Any

from agent_check.findings import Findings
from agent_check.requirement import Requirement, admits, bounds, normalised

_AGAIN = "Run 'uv lock' and deploy again"


def pins(lock: dict[str, Any], wanted: list[Requirement], minor: int, findings: Findings) -> list[str]:
    """name==version for each package that the folder's dependencies lead to; none if the lock is refused."""
    python = lock.get("requires-python")
    if isinstance(python, str) and not admits(python, minor):
        message = f"The lock is for Python {python}, and the agent's runtime is python3.{minor}"
        findings.error_at("lock_python", None, None, message, f"Choose a runtime that fits, or lock again: {_AGAIN}")
        return []
    packages = [entry for entry in lock.get("package", []) if isinstance(entry, dict) and "name" in entry]
    own = next((entry for entry in packages if _is_own(entry)), None)
    if own is None:
        findings.error_at("lock_stale", None, None, "The lock is not one of this folder's pyproject.toml", _AGAIN)
        return []
    changed = _changed(own, wanted)
    if changed:
        message = f"The lock was made for other dependencies than pyproject.toml has: {', '.join(changed)[:300]}"
        findings.error_at("lock_stale", None, None, message, _AGAIN)
        return []
    needed = _needed(own, packages)
    for entry in needed:
        if not _is_of_index(entry):
            message = f"The lock takes {entry['name']} from {_place(entry)[:200]}"
            hint = "Take it from the package index, or put its modules into the folder: only wheels of the index are installed"
            findings.error_at("lock_source", None, None, message, hint)
    return [_pin(entry) for entry in needed if _is_of_index(entry) and "version" in entry]


def _source(entry: dict[str, Any]) -> dict[str, Any]:
    source = entry.get("source")
    return source if isinstance(source, dict) else {}


def _is_own(entry: dict[str, Any]) -> bool:
    source = _source(entry)
    return any(source.get(kind) == "." for kind in ("virtual", "editable", "directory"))


def _is_of_index(entry: dict[str, Any]) -> bool:
    return "registry" in _source(entry)


def _place(entry: dict[str, Any]) -> str:
    return ", ".join(f"{kind} {place}" for kind, place in _source(entry).items()) or "nowhere"


def _changed(own: dict[str, Any], wanted: list[Requirement]) -> list[str]:
    """The dependencies that the lock does not know, or knows with other bounds, and those that are gone."""
    metadata = own.get("metadata")
    known = metadata.get("requires-dist", []) if isinstance(metadata, dict) else []
    locked = {
        (normalised(str(entry.get("name"))), bounds(str(entry.get("specifier", ""))))
        for entry in known
        if isinstance(entry, dict) and "extra ==" not in str(entry.get("marker", ""))
    }
    now = {(one.name, one.bounds) for one in wanted}
    return sorted(f"{name}{bound}" for name, bound in now - locked) + sorted(
        f"without {name}{bound}" for name, bound in locked - now
    )


def _needed(own: dict[str, Any], packages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the folder's dependencies lead to; groups for development and its own extras are not part of it."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for entry in packages:
        by_name.setdefault(str(entry["name"]), []).append(entry)
    found: dict[int, dict[str, Any]] = {}
    waiting = _names(own.get("dependencies"))
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for entry in by_name.get(name, []):
            found[id(entry)] = entry
            waiting += _names(entry.get("dependencies"))
            optional = entry.get("optional-dependencies")
            waiting += _names(optional.get(extra) if isinstance(optional, dict) else None)
    return [entry for entry in packages if id(entry) in found and not _is_own(entry)]


def _names(dependencies: Any) -> list[tuple[str, str]]:
    entries = [one for one in dependencies or [] if isinstance(one, dict) and "name" in one]
    return [(str(one["name"]), str(extra)) for one in entries for extra in ["", *(one.get("extra") or [])]]


def _pin(entry: dict[str, Any]) -> str:
    """With the lock's own condition where it has several versions of a package."""
    markers = [f"({marker})" for marker in entry.get("resolution-markers", [])]
    condition = f" ; {' or '.join(markers)}" if markers else ""
    return f"{normalised(str(entry['name']))}=={entry['version']}{condition}"
