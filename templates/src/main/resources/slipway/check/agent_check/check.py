"""Combines the parts of the check into one answer."""

from __future__ import annotations

import sys
from typing import Any

from agent_check import (
    archive,
    calls,
    declared,
    entry_points,
    environment,
    mcp_clients,
    models,
    own_machine,
    requirements,
    rights,
    secret_scan,
    servers,
    stdio_servers,
    syntax,
    variables,
)
from agent_check.code import Code
from agent_check.declared import Declared
from agent_check.findings import Findings
from agent_check.folder_check import Reports, check_folder
from agent_check.source import decode


def check(
    raw: bytes,
    runtime: str,
    given: frozenset[str] | None = None,
    granted: frozenset[str] = frozenset(),
    entry: str | None = None,
    requested: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Everything Slipway wants to know about the code: one file, or a folder as an archive.

    given are the variables of the deployment, if it is for one, granted the actions that it allows the agent, and
    requested the requirements that it names.
    """
    asked = declared.packages(requested)
    if archive.is_archive(raw):
        return _check_archive(raw, runtime, given, granted, entry, asked)
    findings = Findings()
    text = decode(raw, findings)
    if text is None:
        return _answer(runtime, findings, {})
    findings = Findings(text)
    tree = syntax.parse(text, findings)
    secret_scan.scan_text(text, findings)
    if tree is None:
        return _answer(runtime, findings, {})
    return _answer(runtime, findings, _facts(Code(text, tree, _name(entry)), given, granted, asked, findings))


def _check_archive(
    raw: bytes,
    runtime: str,
    given: frozenset[str] | None,
    granted: frozenset[str],
    entry: str | None,
    requested: frozenset[str],
) -> dict[str, Any]:
    files = archive.files(raw)
    if files is None:
        return refusal(runtime, "archive", "The archive cannot be unpacked")
    reports, facts = check_folder(files, runtime, entry, given, granted, requested)
    return _answer(runtime, reports, facts)


def _name(entry: str | None) -> str | None:
    """The name in a file:name; whoever sends one file has named it already."""
    return (entry or "").partition(":")[2] or None


def refusal(runtime: str, code: str, message: str) -> dict[str, Any]:
    """An answer without checking the code."""
    findings = Findings()
    findings.error_at(code, None, None, message, "Send shorter or simpler code")
    return _answer(runtime, findings, {})


def _facts(
    code: Code,
    given: frozenset[str] | None,
    granted: frozenset[str],
    requested: frozenset[str],
    findings: Findings,
) -> dict[str, Any]:
    secret_scan.scan_tree(code, findings)
    calls.scan(code, findings)
    servers.scan(code, findings)
    stdio_servers.scan(code, findings)
    own_machine.scan(code, given, findings)
    if given is not None:
        variables.compare(code, given, findings)
    needed = requirements.find(code, findings, Declared(requested=requested))
    entry = entry_points.find(code, findings)
    mcp_clients.scan(code, entry["name"] if entry else None, findings)
    return {
        "entry_point": entry,
        "requirements": needed.lines,
        "tools": sorted(needed.tools),
        "mcp": needed.mcp,
        **models.find(code, given, findings),
        "env_names": environment.names(code),
        "agents": calls.count_agents(code),
        "rights": rights.find(code, needed.tools, given, granted, findings),
    }


def _answer(runtime: str, findings: Findings | Reports, facts: dict[str, Any]) -> dict[str, Any]:
    version = "%d.%d" % sys.version_info[:2]
    answer: dict[str, Any] = {
        "ok": not findings.errors(),
        "errors": findings.errors(),
        "warnings": findings.warnings(),
        "entry_point": None,
        "requirements": [],
        "constraints": [],
        "project": None,
        "models": [],
        "models_complete": False,
        "asks_elsewhere": False,
        "bedrock": False,
        "env_names": [],
        "agents": 0,
        "tools": [],
        "mcp": False,
        "rights": [],
        "python": version,
        "version_exact": version == runtime.removeprefix("python"),
    }
    answer.update(facts)
    return answer
