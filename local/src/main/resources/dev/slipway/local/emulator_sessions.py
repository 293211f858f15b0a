"""Runs one process for each session of an AgentCore runtime, as AgentCore runs one micro-VM."""

import asyncio
import collections
import contextlib
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field

import emulator_http
import emulator_packages

# As AWS says it; a package that never serves is noticed then.
START_SECONDS = 60
# What a process may take to end with all it has started.
END_SECONDS = 5
LOOK_SECONDS = 0.02
SWEEP_SECONDS = 1
# What a failure shows of the log.
LAST_LINES = 20
PROC = pathlib.Path("/proc")
# Found again by it after the emulator was killed.
MARK = "SLIPWAY_AGENTCORE_SESSIONS"
SESSION_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"


class Failed(Exception):
    """A session's process did not start or did not answer; the message is for whoever called it."""


class Full(Exception):
    """Every process is in a call."""


@dataclass(frozen=True)
class Key:
    """A session of a version; that it is another's is another process."""

    account: str
    region: str
    runtime: str
    version: str
    session: str


@dataclass(frozen=True)
class Order:
    """What a session's process is started with."""

    package: str
    python: str
    entry_point: tuple[str, ...]
    environment: dict[str, str]
    idle_seconds: float
    life_seconds: float


@dataclass
class Slot:
    """A session's process, or what it is going to be."""

    task: asyncio.Task
    began: float = field(default_factory=time.monotonic)
    used: float = field(default_factory=time.monotonic)
    calls: int = 0

    def is_due(self, now):
        """Whether AgentCore would have ended it by now."""
        if self.process() is None:
            return False
        order = self.process().order
        idle = not self.calls and now - self.used > order.idle_seconds
        return idle or now - self.began > order.life_seconds

    def process(self):
        """The process, once it serves."""
        return self.task.result() if self.task.done() and not self.task.cancelled() and not self.task.exception() else None


class Process:
    """A package's program, and where it listens."""

    def __init__(self, order, write_lines):
        self.order = order
        self.folder = emulator_packages.lay_out(order.package)
        self.token = secrets.token_hex(16)
        self.last_lines = collections.deque(maxlen=LAST_LINES)
        self._write_lines = write_lines
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
            self.port = listener.getsockname()[1]
            environment = {
                **order.environment,
                MARK: str(emulator_packages.SCRATCH),
                "TMPDIR": str(temporary),
                "SLIPWAY_LISTENER": str(listener.fileno()),
                "SLIPWAY_LISTENER_TOKEN": self.token,
            }
            self.popen = subprocess.Popen(
                [order.python, *program(order, self.folder)],
                cwd=self.folder,
                env=environment,
                pass_fds=[listener.fileno()],
                stdin=subprocess.PIPE,  # closed when this process ends, in whatever way
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def begin_to_log(self):
        self._logging = asyncio.create_task(self._log())

    async def _log(self):
        """Pass on what it writes, line by line, until it has ended."""
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), self.popen.stdout)
        rest = b""
        while data := await reader.read(1 << 16):
            *whole, rest = (rest + data).split(b"\n")
            self._pass_on(whole)
        self._pass_on([rest] if rest else [])

    def _pass_on(self, lines):
        texts = [line.decode("utf-8", "replace") for line in lines if line.strip()]
        self.last_lines.extend(texts)
        if texts:
            self._write_lines(texts)

    async def wait_until_it_serves(self):
        try:
            async with asyncio.timeout(START_SECONDS):
                answer = await emulator_http.request(self.port, "GET", "/ping", self.headers(), b"")
                await answer.read()
        except TimeoutError:
            raise Failed(
                f"Runtime initialization time exceeded. Please make sure that initialization completes in {START_SECONDS}s."
                + self.epilogue()
            ) from None
        except OSError:
            raise Failed("Runtime initialization failed: " + await self.how_it_ended()) from None
        if answer.status != 200:
            raise Failed(f"Runtime initialization failed: /ping answered {answer.status}." + self.epilogue())

    def headers(self):
        return {"X-Slipway-Listener-Token": self.token}

    async def how_it_ended(self):
        await self._wait(END_SECONDS)
        await asyncio.wait({self._logging}, timeout=SWEEP_SECONDS)
        status = self.popen.poll()
        return ("the process does not answer." if status is None else f"the process exited with status {status}.") + self.epilogue()

    def epilogue(self):
        return "".join(f"\n{line}" for line in self.last_lines)

    async def end(self):
        """End it with all it has started, and remove its files."""
        left = tree(self.popen.pid)
        self.popen.terminate()
        await self._wait(END_SECONDS)
        self.kill(left)
        await self._wait(END_SECONDS)
        await asyncio.to_thread(shutil.rmtree, self.folder, True)

    async def _wait(self, seconds):
        deadline = time.monotonic() + seconds
        while self.popen.poll() is None and time.monotonic() < deadline:
            await asyncio.sleep(LOOK_SECONDS)

    def kill(self, left):
        for pid, began in left:
            if start_of(pid) == began:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        if self.popen.poll() is None:
            self.popen.kill()


def program(order, folder):
    """The entry point; a wrapper before it, such as opentelemetry-instrument, is among the dependencies or is left out."""
    *wrappers, script = order.entry_point
    known = [path for name in wrappers for path in (folder / "bin" / name, folder / "python" / "bin" / name) if path.exists()]
    return [*map(str, known[:1]), script]


def tree(root):
    """A process and those below it, each with its start, which distinguishes it from a later one of the same number."""
    children = collections.defaultdict(list)
    for entry in PROC.glob("[0-9]*"):
        fields = stat_of(entry.name)
        if fields:
            children[int(fields[1])].append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append((pid, start_of(pid)))
        waiting.extend(children[pid])
    return [(pid, began) for pid, began in found if began]


def start_of(pid):
    fields = stat_of(pid)
    return fields and fields[19]


def stat_of(pid):
    try:
        return (PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None


def end_leftovers():
    """Kill the sessions of an emulator that was killed, and remove their files."""
    mark = os.fsencode(f"{MARK}={emulator_packages.SCRATCH}")
    for entry in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGKILL)
    shutil.rmtree(emulator_packages.SCRATCH, ignore_errors=True)
