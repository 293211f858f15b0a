"""Combines the parts of the check into one answer about a folder: every file by itself, and the files together."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agent_check import declared, secret_scan, variables
from agent_check.code import Code
from agent_check.declared import Declared
from agent_check.facts import facts_of
from agent_check.findings import MAX_FINDINGS, Findings
from agent_check.folder import File, Folder, is_test
from agent_check.requirement import Requirement
from agent_check.terms import Terms

# Text in which keys are pasted; a lock is full of hashes, which look like keys.
_TEXTS = (".md", ".txt", ".json", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".xml", ".html", ".sh")
_MAX_TEXT_BYTES = 1024 * 1024
_SHOWN = 10


class Reports:
    """The findings of each file, made when there is one."""

    def __init__(self) -> None:
        self._all: dict[str | None, Findings] = {}

    def of(self, path: str | None) -> Findings:
        """Those of a file; None for the folder as a whole."""
        return self._all.setdefault(path, Findings(file=path))

    def use(self, path: str, findings: Findings) -> None:
        """Those that reading the file has begun."""
        self._all[path] = findings

    def errors(self) -> list[dict[str, Any]]:
        """All of them, file by file."""
        return [one for path in self._paths() for one in self._all[path].errors()][:MAX_FINDINGS]

    def warnings(self) -> list[dict[str, Any]]:
        """All of them, file by file."""
        return [one for path in self._paths() for one in self._all[path].warnings()][:MAX_FINDINGS]

    def _paths(self) -> list[str | None]:
        return sorted(self._all, key=lambda path: path or "")


def check_folder(raw: dict[str, bytes], runtime: str, terms: Terms) -> tuple[Reports, dict[str, Any]]:
    """The findings and the facts of all its files together."""
    reports = Reports()
    folder = Folder(raw)
    texts = _scan_texts(raw, reports)
    own = replace(declared.read(texts, runtime, reports.of), requested=terms.requested)
    path, _, name = (terms.entry or "").partition(":")
    start = _start(path, folder, reports)
    if start is None:
        for file in folder.files.values():
            _judge_apart(file, reports)
        return reports, {}
    project = folder.project(start)
    reached = folder.reached(start, project)
    for file in folder.files.values():
        if file in reached:
            reports.use(file.path, file.findings)
        else:
            _judge_apart(file, reports)
    codes = {file.path: folder.code(file, start, name or None, project) for file in reached if file.tree is not None}
    _judge_names(folder, project, reports)
    facts = _facts(codes, own, terms, reports)
    found = folder.layout(start)
    facts["project"] = {
        "files": len(raw),
        "bytes": sum(map(len, raw.values())),
        "entry": start,
        "module": found.module,
        "paths": list(found.paths),
    }
    return reports, facts


def _start(wanted: str, folder: Folder, reports: Reports) -> str | None:
    """The file with the entry point."""
    if wanted:
        if wanted in folder.files:
            return wanted
        near = ", ".join(folder.candidates()[:_SHOWN]) or "none"
        message = f"{wanted[:200]} is not a Python file of the folder"
        reports.of(None).error_at("entry_not_found", None, None, message, f"Files with an entry point: {near}")
        return None
    found = folder.candidates()
    if len(found) == 1:
        return found[0]
    if not folder.files:
        hint = "Deploy the folder that the agent's Python files are in"
        reports.of(None).error_at("no_python", None, None, "The folder has no Python file", hint)
    elif found:
        message = f"{len(found)} files have an entry point: {', '.join(found[:_SHOWN])}"
        hint = f"Choose one: --entry {found[0]} (entry over HTTP), perhaps with a name in it: --entry {found[0]}:main"
        reports.of(None).error_at("entry_ambiguous", None, None, message, hint)
    elif all(file.tree is not None for file in folder.files.values()):
        message = "No file of the folder has a main function or an agent at the top level"
        hint = "Define 'async def main(user_input_arg=None)' in main.py, or name what is called with --entry"
        reports.of(None).error_at("no_entry_point", None, None, message, hint)
    return None


def _judge_apart(file: File, reports: Reports) -> None:
    """A file that the agent does not load: it may be anything but a place for keys."""
    findings = Findings(file.text, file.path)
    if file.text:
        secret_scan.scan_text(file.text, findings)
    for error in file.findings.errors():
        # What no one loads fails no one, but it may be loaded in a way that the check does not see.
        kind = "nothing that the agent loads imports it"
        findings.warn_at(error["code"], error["line"], error["column"], f"{error['message']} ({kind})", error["hint"])
    if not is_test(file.path) or findings.has_errors:
        reports.use(file.path, findings)


def _judge_names(folder: Folder, project: Any, reports: Reports) -> None:
    """Own modules that stand in the way of others: Python looks into the folder first."""
    for base in project.paths:
        for name in sorted(_modules_in(base, project)):
            path = next((path for path in project.loads(name) or []), None)
            if name in ("strands", "strands_tools", "slipway_runtime"):
                message = f"The folder's own '{name}' hides the library of that name"
                reports.of(path).error_at("hides_module", None, None, message, "Give it another name")
            elif name in sys.stdlib_module_names and path is not None:
                message = f"The folder's own '{name}' hides Python's module of that name, from libraries too"
                reports.of(path).warn_at("hides_module", None, None, message, "Give it another name")


def _modules_in(base: str, project: Any) -> Iterable[str]:
    prefix = f"{base}/" if base else ""
    inside = (path[len(prefix) :] for path in project.files if path.startswith(prefix) and path.endswith(".py"))
    return {path.partition("/")[0].removesuffix(".py") for path in inside}


def _facts(codes: dict[str, Code], own: Declared, terms: Terms, reports: Reports) -> dict[str, Any]:
    found = []
    for path, code in codes.items():
        findings = reports.of(path)
        secret_scan.scan_text(code.text, findings)
        found.append(facts_of(code, terms, own, findings))
    if terms.given is not None:
        variables.compare_all(list(codes.values()), terms.given, lambda code: reports.of(code.place.file))
    uses_bedrock = any(one["bedrock"] for one in found)
    complete = all(one["models_complete"] or not one["bedrock"] and not one["asks_otherwise"] for one in found)
    return {
        "entry_point": next((one["entry_point"] for one in found if one["entry_point"]), None),
        "requirements": _merged([line for one in found for line in one["requirements"]], own),
        "constraints": list(own.pins),
        "tools": sorted({tool for one in found for tool in one["tools"]}),
        "mcp": any(one["mcp"] for one in found),
        "models": list(dict.fromkeys(model for one in found for model in one["models"])),
        "models_complete": complete and uses_bedrock,
        "asks_elsewhere": any(one["asks_elsewhere"] for one in found),
        "bedrock": uses_bedrock,
        "env_names": sorted({name for one in found for name in one["env_names"]}),
        "agents": sum(one["agents"] for one in found),
        "rights": [{**right, "file": path} for path, one in zip(codes, found) for right in one["rights"]],
    }


def _merged(lines: list[str], own: Declared) -> list[str]:
    """What the imports need and what the folder declares; the folder's versions count."""
    found: dict[tuple[str, str], Requirement] = {}
    for one in [*own.requirements, *filter(None, map(Requirement.parse, sorted(set(lines))))]:
        known = found.get((one.name, one.marker))
        bounds = known.bounds if known else "" if one.name in own.names and one not in own.requirements else one.bounds
        extras = one.extras | known.extras if known else one.extras
        found[(one.name, one.marker)] = Requirement(one.name, extras, bounds, one.marker)
    return [one.line for one in found.values()]


def _scan_texts(raw: dict[str, bytes], reports: Reports) -> dict[str, str]:
    """The files that declare dependencies; on the way, keys in any text."""
    texts: dict[str, str] = {}
    for path, content in raw.items():
        is_declaration = path in (declared.PYPROJECT, declared.REQUIREMENTS, declared.LOCK)
        if not is_declaration and (not path.endswith(_TEXTS) or len(content) > _MAX_TEXT_BYTES):
            continue
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            if is_declaration:
                reports.of(path).error_at("encoding", None, None, "The file is not UTF-8", "Save the file as UTF-8")
            continue
        if is_declaration:
            texts[path] = text
        if not path.endswith(".lock"):
            secret_scan.scan_text(text, reports.of(path))
    return texts
