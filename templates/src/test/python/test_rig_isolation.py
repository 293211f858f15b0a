"""Callers kept apart under AWS's runtime interface client: files, processes, threads, timeouts, stored conversations."""

from __future__ import annotations

import json

import pytest

FIRST, SECOND = "canary-of-the-first-caller", "words-of-the-second-caller"

FILES_MADE_WHILE_LOADING = {
    "a file in a folder": (
        "import os, pathlib\nhome = pathlib.Path('/tmp/notes')\nhome.mkdir()\n"
        "def main(prompt):\n    (home / 'last').open('a').write(prompt)\n    return (home / 'last').read_text()\n"
    ),
    "a file that is appended to": (
        "import pathlib\nnotes = pathlib.Path('/tmp/notes')\nnotes.write_text('begin:')\n"
        "def main(prompt):\n    notes.open('a').write(prompt)\n    return notes.read_text()\n"
    ),
    "a file that stays open": (
        "notes = open('/tmp/notes', 'w+')\nnotes.write('begin:')\nnotes.flush()\n"
        "def main(prompt):\n    notes.write(prompt)\n    notes.flush()\n    return open('/tmp/notes').read()\n"
    ),
    "a database": (
        "import sqlite3\ndef open_store():\n    return sqlite3.connect('/tmp/store.db')\n"
        "with open_store() as store:\n    store.execute('create table said (words text)')\n"
        "def main(prompt):\n    with open_store() as store:\n        store.execute('insert into said values (?)', (prompt,))\n"
        "        return str(store.execute('select * from said').fetchall())\n"
    ),
    "a name that is replaced": (
        "import os, pathlib\nnotes = pathlib.Path('/tmp/notes')\nnotes.write_text('begin:')\n"
        "def main(prompt):\n    pathlib.Path('/tmp/other').write_text(notes.read_text() + prompt)\n"
        "    os.replace('/tmp/other', notes)\n    return notes.read_text()\n"
    ),
    "a link that is turned": (
        "import os, pathlib\npathlib.Path('/tmp/a').write_text('a')\nos.symlink('/tmp/a', '/tmp/link')\n"
        "def main(prompt):\n    seen = pathlib.Path('/tmp/link').read_text()\n    pathlib.Path('/tmp/b').write_text(prompt)\n"
        "    os.remove('/tmp/link')\n    os.symlink('/tmp/b', '/tmp/link')\n    return seen + prompt\n"
    ),
    "a folder no one may open": (
        "import os, pathlib\npathlib.Path('/tmp/notes').mkdir()\n"
        "def main(prompt):\n    pathlib.Path('/tmp/notes/last').open('a').write(prompt)\n"
        "    text = pathlib.Path('/tmp/notes/last').read_text()\n    os.chmod('/tmp/notes', 0)\n    return text\n"
    ),
}


@pytest.mark.parametrize("kind", FILES_MADE_WHILE_LOADING)
def test_what_a_call_writes_where_loading_wrote_does_not_reach_the_next_caller(rig, kind: str) -> None:
    agent = rig(FILES_MADE_WHILE_LOADING[kind])
    assert FIRST in agent.text(FIRST)
    answer = agent.text(SECOND)
    assert SECOND in answer and FIRST not in answer


def test_what_loading_wrote_is_there_for_every_caller(rig) -> None:
    code = (
        "import os, pathlib, shutil\nhome = pathlib.Path('/tmp/cache/deep')\nhome.mkdir(parents=True)\n"
        "(home / 'words').write_text('loaded')\n"
        "def main(prompt):\n    words = (home / 'words').read_text()\n    shutil.rmtree('/tmp/cache')\n    return words\n"
    )
    agent = rig(code)
    assert [agent.text("x"), agent.text("x"), agent.text("x")] == ["loaded"] * 3


SURVIVORS = {
    "a daemon in a session of its own": "subprocess.Popen(['sleep', '3333'], start_new_session=True)",
    "a daemon whose parent is gone": "subprocess.run(['sh', '-c', 'setsid sleep 3333 & exit 0'])",
    "a daemon without the environment": "subprocess.Popen(['/usr/bin/setsid', '/usr/bin/env', '-i', '/bin/sleep', '3333'], env={})",
    "a forked copy": "os.fork() or (os.setsid(), os.fork() and os._exit(0), os.execvp('sleep', ['sleep', '3333']))",
}

ENDINGS = {
    "return 'ok'": (200, None),
    "raise ValueError()": (500, "ValueError"),
    "os._exit(1)": (500, "Crashed"),
    "signal.pause()": (504, None),
}


@pytest.mark.parametrize("kind", SURVIVORS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_that_a_call_starts_outlives_it(rig, kind: str, ending: str) -> None:
    agent = rig(f"import os, signal, subprocess\ndef main(prompt):\n    if prompt == 'go':\n        {SURVIVORS[kind]}\n        {ending}\n    return 'ok'\n")
    status, body = agent.ask("go", milliseconds=3000)
    assert (status, body.get("error_type")) == ENDINGS[ending]
    assert agent.text("next") == "ok"
    assert [command for command in agent.running() if "sleep" in command] == []


THREAD_AT_IMPORT = "import threading, time\nthreading.Thread(target=lambda: [time.sleep(0.2) for _ in iter(int, 1)], daemon=True, name='refresher').start()\n"


def test_threads_started_while_loading_do_not_pile_up(rig) -> None:
    agent = rig(THREAD_AT_IMPORT + "def main(prompt):\n    return str([t.name for t in threading.enumerate()].count('refresher'))\n")
    assert [agent.text("x") for _ in range(4)] == ["1"] * 4
    assert any(line["event"] == "isolation_by_reload" for line in agent.events())


def test_servers_started_while_loading_do_not_pile_up(rig) -> None:
    code = THREAD_AT_IMPORT + "import subprocess\nserver = subprocess.Popen(['sleep', '4444'])\ndef main(prompt):\n    return str(server.poll())\n"
    agent = rig(code)
    for _ in range(3):
        assert agent.text("x") == "None"
        assert len([command for command in agent.running() if command == "sleep 4444"]) <= 1


@pytest.mark.parametrize("isolation", ["call", "reload", "environment"])
def test_a_call_that_takes_too_long_costs_only_itself(rig, isolation: str) -> None:
    code = "def main(prompt):\n    while prompt == 'spin':\n        pass\n    return 'ok'\n"
    agent = rig(code, SLIPWAY_ISOLATION=isolation)
    assert agent.text("first") == "ok"
    assert agent.ask("spin", milliseconds=2500)[0] == 504
    assert agent.text("next") == "ok"
    assert agent.ask("spin", milliseconds=2500)[0] == 504
    assert agent.text("last") == "ok"


@pytest.mark.parametrize("isolation", ["call", "reload", "environment"])
def test_a_call_that_ends_its_process_costs_only_itself(rig, isolation: str) -> None:
    agent = rig("import os\ndef main(prompt):\n    os._exit(7) if prompt == 'go' else None\n    return 'ok'\n", SLIPWAY_ISOLATION=isolation)
    status, body = agent.ask("go")
    assert (status, body["error_type"]) == (500, "Crashed")
    assert agent.text("next") == "ok"
    assert "exited with status 7" in agent.log()


def test_without_isolation_state_is_kept(rig) -> None:
    agent = rig("seen = []\ndef main(prompt):\n    seen.append(prompt)\n    return str(seen)\n", SLIPWAY_ISOLATION="environment")
    assert [agent.text("a"), agent.text("b")] == ["['a']", "['a', 'b']"]


def test_code_that_never_finishes_loading_is_called_that(rig) -> None:
    agent = rig("import signal\nsignal.pause()\ndef main(prompt):\n    return 'ok'\n")
    status, body = agent.ask("x", milliseconds=2500)
    assert (status, body["error"]) == (504, "The agent's code did not finish loading in time")


STORED_SESSION = """
import json, pathlib
from strands import Agent
from strands.models import BedrockModel
from strands.session.repository_session_manager import RepositorySessionManager
from strands.session.file_session_manager import FileSessionManager

class Elsewhere(FileSessionManager):
    '''Stored where no call's end reaches it, as a bucket would.'''

keeper = Elsewhere(session_id="shop-counter", storage_dir={place!r})
agent = Agent(model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"), session_manager=keeper, callback_handler=None)

def main(prompt):
    agent(prompt + " [[notool]]")
    return str(len(agent.messages)) + " messages, first: " + agent.messages[0]["content"][0]["text"]
"""


def test_a_stored_conversation_grows_and_keeps_its_beginning(deploy, tmp_path) -> None:
    agent = deploy(STORED_SESSION.format(place=str(tmp_path / "sessions")))
    answers = [agent.text(f"words {number}") for number in range(3)]
    assert answers == [f"{count} messages, first: words 0 [[notool]]" for count in (2, 4, 6)]


TELEMETRY = """
import os, socket
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

class Exporter(SpanExporter):
    def export(self, spans):
        import time
        time.sleep(0.3)
        os.write(2, b"exported " + spans[0].name.encode() + b"\\n")
        return SpanExportResult.SUCCESS

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(Exporter(), schedule_delay_millis=60000))
trace.set_tracer_provider(provider)

def main(prompt):
    with trace.get_tracer("t").start_as_current_span("span-of-" + prompt):
        return "ok"
"""


@pytest.mark.parametrize("isolation", ["call", "reload", "environment"])
def test_telemetry_is_sent_before_a_call_ends(rig, isolation: str) -> None:
    agent = rig(TELEMETRY, SLIPWAY_ISOLATION=isolation, OTEL_SDK_DISABLED="false")
    for prompt in ("one", "two"):
        assert agent.text(prompt) == "ok"
        assert f"exported span-of-{prompt}\n" in agent.log()


def test_the_function_finds_what_it_finds_on_lambda(rig) -> None:
    code = (
        "import json, os, multiprocessing\n"
        "def attempt(action):\n    try:\n        return action() or 'ok'\n    except Exception as error:\n        return type(error).__name__\n"
        "def main(prompt):\n    return json.dumps({'task': attempt(lambda: open('here', 'w').close()), 'tmp': os.listdir('/tmp'),\n"
        "        'shared memory': attempt(lambda: open('/dev/shm/x', 'w').write('x' * 9000)), 'trace': os.environ.get('_X_AMZN_TRACE_ID'),\n"
        "        'home': os.environ['HOME']})\n"
    )
    agent = rig(code)
    seen = [json.loads(agent.text("x")) for _ in range(2)]
    assert seen[0] == {
        "task": "OSError",
        "tmp": [],
        "shared memory": "OSError",
        "trace": "Root=1-00000000-request-1",
        "home": "/tmp",
    }
    assert seen[1]["trace"] == "Root=1-00000000-request-2"
