"""Fixtures: the stub model, agents running as Lambda would run them, the checker as a process."""

from __future__ import annotations

import atexit
import functools
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
# Everything in the resources is packed into the jar: no bytecode there.
sys.dont_write_bytecode = True
RESOURCES = HERE.parents[1] / "main" / "resources" / "slipway"
SAMPLES = HERE.parent / "resources" / "samples"
sys.path[:0] = [str(HERE), str(RESOURCES / "lambda" / "source"), str(RESOURCES / "check")]

from bedrock_stub import Stub  # noqa: E402
from lambda_process import LambdaProcess  # noqa: E402
from lambda_rig import LambdaRig, missing  # noqa: E402

PLACEHOLDER = 'raise RuntimeError("slipway: no agent code was put here")\n'


@pytest.fixture(scope="session")
def stub() -> Iterator[Stub]:
    """A model that answers."""
    running = Stub(slow_seconds=30).start()
    yield running
    running.stop()


def inject(code: bytes, folder: Path) -> None:
    """What Slipway does: the source folder with the code, byte for byte, in place of the placeholder."""
    shutil.copytree(RESOURCES / "lambda" / "source", folder, ignore=shutil.ignore_patterns("__pycache__"))
    target = folder / "agent_handler.py"
    template = target.read_bytes()
    assert template.count(PLACEHOLDER.encode()) == 1
    before, after = template.split(PLACEHOLDER.encode())
    code = code.removeprefix(b"\xef\xbb\xbf")
    target.write_bytes(before + code + (b"" if code.endswith(b"\n") else b"\n") + after)


def inject_folder(files: dict[str, str], folder: Path, entry: str | None) -> None:
    """The same for a folder: its files beside the runtime, and how the check says that they are loaded."""
    shutil.copytree(RESOURCES / "lambda" / "source", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "agent_handler.py").unlink()
    report = run_check(archive(files), entry=entry)
    assert report["ok"], report["errors"]
    for path, text in files.items():
        target = folder / "project" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    project = report["project"]
    facts = {"file": project["entry"], "module": project["module"], "paths": project["paths"]}
    name = (entry or "").partition(":")[2] or None
    (folder / "agent_source.json").write_text(json.dumps({**facts, "entry": name}))


def archive(files: dict[str, str | bytes]) -> bytes:
    """The files as one zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for path, content in files.items():
            target.writestr(path, content)
    return packed.getvalue()


def _starter(kind: type, tmp_path: Path, stub: Stub) -> Iterator[Callable[..., Any]]:
    running: list[Any] = []

    def start(
        code: str | bytes | Path | dict[str, str], file: str | None = None, entry: str | None = None, **environment: str
    ) -> Any:
        folder = tmp_path / f"agent{len(running)}"
        if isinstance(code, dict):
            inject_folder(code, folder, entry)
        else:
            inject(code.read_bytes() if isinstance(code, Path) else code.encode() if isinstance(code, str) else code, folder)
        if file is not None:
            (folder / "agent_source.json").write_text(json.dumps({"file": file}))
        variables = {
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": stub.url,
            "STUB_OPENAI_BASE": f"{stub.url}/v1",
            "OPENAI_API_KEY": "unused",
            **environment,
        }
        running.append(kind(folder, variables))
        return running[-1]

    yield start
    for process in running:
        process.close()


@pytest.fixture
def deploy(tmp_path: Path, stub: Stub) -> Iterator[Callable[..., LambdaProcess]]:
    """deploy(code, file, **environment) returns a running agent; it is stopped after the test."""
    yield from _starter(LambdaProcess, tmp_path, stub)


@pytest.fixture
def rig(tmp_path: Path, stub: Stub) -> Iterator[Callable[..., LambdaRig]]:
    """The same under AWS's runtime interface client, in a namespace like Lambda's; skipped where that cannot be created."""
    reason = missing()
    if reason is not None:
        pytest.skip(f"the Lambda rig cannot run: {reason}")
    yield from _starter(LambdaRig, tmp_path, stub)


@pytest.fixture(scope="session")
def check() -> Callable[..., dict[str, Any]]:
    """check(code) returns the checker's answer, from the process that Slipway would start."""

    return run_check


@functools.cache
def checker() -> Path:
    """The checker's script in a folder of its own, as Slipway has it, where what was compiled is kept."""
    folder = Path(tempfile.mkdtemp(prefix="slipway-check-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for part in ("check", "data", "lambda/source"):
        shutil.copytree(RESOURCES / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "check" / "check_agent.py"


def run_check(
    code: str | bytes,
    runtime: str = "%d.%d" % sys.version_info[:2],
    given: str | None = None,
    granted: str | None = None,
    entry: str | None = None,
    require: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The checker's answer."""
    raw = code.encode() if isinstance(code, str) else code
    command = [sys.executable, "-I", "-X", "keep_compiled", str(checker()), "--runtime", runtime]
    for option, value in (("--given", given), ("--granted", granted), ("--entry", entry)):
        command += [] if value is None else [option, value]
    command += [f"--require={line}" for line in require]
    done = subprocess.run(command, input=raw, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def codes(findings: list[dict[str, Any]]) -> list[tuple[str, int | None]]:
    """Code and line of each finding."""
    return [(finding["code"], finding["line"]) for finding in findings]
