"""Combines the parts of the check into one answer."""

from __future__ import annotations

import sys
from typing import Any

from agent_check import archive, secret_scan, syntax, variables
from agent_check.code import Code
from agent_check.declared import Declared
from agent_check.facts import facts_of
from agent_check.findings import Findings
from agent_check.folder_check import Reports, check_folder
from agent_check.source import decode
from agent_check.terms import Terms


def check(raw: bytes, runtime: str, terms: Terms = Terms()) -> dict[str, Any]:
    """Everything Slipway wants to know about the code: one file, or a folder as an archive."""
    if archive.is_archive(raw):
        return _check_archive(raw, runtime, terms)
    findings = Findings()
    text = decode(raw, findings)
    if text is None:
        return _answer(runtime, findings, {})
    findings = Findings(text)
    tree = syntax.parse(text, findings)
    secret_scan.scan_text(text, findings)
    if tree is None:
        return _answer(runtime, findings, {})
    code = Code(text, tree, _name(terms.entry))
    if terms.given is not None:
        variables.compare(code, terms.given, findings)
    return _answer(runtime, findings, facts_of(code, terms, Declared(requested=terms.requested), findings))


def _check_archive(raw: bytes, runtime: str, terms: Terms) -> dict[str, Any]:
    files = archive.files(raw)
    if files is None:
        return refusal(runtime, "archive", "The archive cannot be unpacked")
    reports, facts = check_folder(files, runtime, terms)
    return _answer(runtime, reports, facts)


def _name(entry: str | None) -> str | None:
    """The name in a file:name; whoever sends one file has named it already."""
    return (entry or "").partition(":")[2] or None


def refusal(runtime: str, code: str, message: str) -> dict[str, Any]:
    """An answer without checking the code."""
    findings = Findings()
    findings.error_at(code, None, None, message, "Send shorter or simpler code")
    return _answer(runtime, findings, {})


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
