"""Finds the Python of a runtime: compiled dependencies load in no other minor version."""

import functools
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys

ASK = "import sys; print('%d.%d' % sys.version_info[:2])"
# A Python that cannot report its version in this time is of no use.
TIMEOUT_SECONDS = 10
# As AgentCore and Lambda name them.
RUNTIME = re.compile(r"(?:PYTHON_|python)(3)[_.](\d+)")


class NoPython(Exception):
    """This machine lacks the Python of a runtime; the message is for whoever calls the agent."""


@functools.lru_cache(maxsize=None)
def find(runtime):
    """The interpreter for a runtime such as PYTHON_3_12 or python3.12."""
    named = RUNTIME.fullmatch(runtime or "")
    if named is None:
        raise NoPython(f"runtime: {runtime} (expected: a Python, such as PYTHON_3_12; nothing else runs here)")
    version = ".".join(named.groups())
    found = next((path for path in candidates(version) if version_of(path) == version), None)
    if found is None:
        raise NoPython(
            f"runtime: {runtime}, and this machine has no Python {version} (expected: python{version} on the PATH, "
            "or one of pyenv's or uv's)"
        )
    return found


def candidates(version):
    # Not the emulator's environment, whose packages no agent may find.
    yield getattr(sys, "_base_executable", sys.executable)
    yield from filter(None, [shutil.which(f"python{version}")])
    # HOME is the emulator's own.
    home = pathlib.Path(pwd.getpwuid(os.getuid()).pw_dir)
    for folder, pattern in ((home / ".pyenv/versions", f"{version}.*"), (home / ".local/share/uv/python", f"cpython-{version}.*")):
        yield from sorted((str(path) for path in folder.glob(f"{pattern}/bin/python{version}")), reverse=True)


def version_of(executable):
    try:
        asked = subprocess.run([executable, "-I", "-c", ASK], capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.strip() if asked.returncode == 0 else None
