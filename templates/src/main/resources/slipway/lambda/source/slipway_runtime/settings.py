"""What operators can set about the runtime, read from the environment in one place."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from slipway_runtime import mcp_servers

# Lambda refuses answers above 6 MB (6,291,556 bytes); the rest is room for its own framing.
MAX_ANSWER_BYTES = 6_200_000
# A child process needs a moment to be killed and the answer a moment to be sent.
TIMEOUT_MARGIN_SECONDS = 1.5

AGENT_FILE = "agent_handler.py"

# A bucket, and after a slash the prefix in it.
SESSIONS = "SLIPWAY_SESSIONS"

ISOLATION_MODES = ("call", "reload", "environment")


@dataclass(frozen=True)
class Settings:
    """One reading of the environment; empty variables count as unset."""

    cors_allow_origin: str
    isolation: str
    log_prints: bool
    secret_arn: str
    secret_version_id: str
    keeps_sessions: bool


def read_settings() -> Settings:
    """Read the settings, failing on an unknown isolation mode."""
    isolation = _text("SLIPWAY_ISOLATION", "call")
    if isolation not in ISOLATION_MODES:
        raise ValueError(f"SLIPWAY_ISOLATION: {isolation} (expected: one of {', '.join(ISOLATION_MODES)})")
    return Settings(
        cors_allow_origin=_text("SLIPWAY_CORS_ALLOW_ORIGIN", "*"),
        isolation=isolation,
        log_prints=_text("SLIPWAY_LOG_PRINTS", "true").lower() != "false",
        secret_arn=_text("SLIPWAY_SECRET_ARN", ""),
        secret_version_id=_text("SLIPWAY_SECRET_VERSION_ID", ""),
        keeps_sessions=bool(_text(SESSIONS, "")),
    )


def prepare_process() -> None:
    """Set what tools and libraries read while they are imported; only /tmp is writable on Lambda."""
    if not os.environ.get("HOME", "").startswith("/tmp"):
        os.environ["HOME"] = "/tmp"
    os.environ.setdefault("BYPASS_TOOL_CONSENT", "true")
    os.environ.setdefault("STRANDS_NON_INTERACTIVE", "true")
    # Lambda's own arguments are not the agent's: a main that parses arguments finds none.
    sys.argv[:] = [AGENT_FILE]
    os.environ["PYTHONPATH"] = os.pathsep.join(_paths_for_children())
    os.environ["PATH"] = os.pathsep.join(_places_of_commands())
    mcp_servers.hand_on_paths()


def _paths_for_children() -> list[str]:
    """Lambda puts layers on sys.path only: a Python that the agent starts (an MCP server, say) has to be given them."""
    told = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    own = [path for path in sys.path if os.path.isabs(path) and not path.startswith(sys.base_prefix + os.sep)]
    return list(dict.fromkeys(path for path in (*told, *own) if path))


def _places_of_commands() -> list[str]:
    """"python" is then this Python, whose modules fit, as it is on Lambda anyway."""
    own = os.path.dirname(sys.executable)
    others = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return list(dict.fromkeys(path for path in (own, *others) if path))


def _text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default
