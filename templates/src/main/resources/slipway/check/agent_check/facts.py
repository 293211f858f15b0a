"""What one file needs and does: every part of the check asks about it in turn."""

from __future__ import annotations

from typing import Any

from agent_check import (
    calls,
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
)
from agent_check.code import Code
from agent_check.declared import Declared
from agent_check.findings import Findings
from agent_check.terms import Terms


def facts_of(code: Code, terms: Terms, declared: Declared, findings: Findings) -> dict[str, Any]:
    """The facts for the answer; on the way, everything that is wrong with the file."""
    secret_scan.scan_tree(code, findings)
    calls.scan(code, findings)
    servers.scan(code, findings)
    stdio_servers.scan(code, findings)
    own_machine.scan(code, terms.given, findings)
    needed = requirements.find(code, findings, declared)
    entry = entry_points.find(code, findings) if code.place is None or code.place.is_entry else None
    mcp_clients.scan(code, entry["name"] if entry else None, findings)
    return {
        "entry_point": entry,
        "requirements": needed.lines,
        "tools": sorted(needed.tools),
        "mcp": needed.mcp,
        **models.find(code, terms.given, findings),
        "env_names": environment.names(code),
        "agents": calls.count_agents(code),
        "rights": rights.find(code, needed.tools, terms.given, terms.granted, findings),
    }
