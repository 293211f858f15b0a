"""The program of an AgentCore package, over HTTP: one session, one agent, one call at a time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from agentcore_server import SESSION, TOKEN, AgentCoreServer
from agentcore_stand_in import write_stand_in
from conftest import SAMPLES, _starter

COUNTER = "count = 0\ndef main(prompt):\n    global count\n    count += 1\n    return f'{prompt} {count}'\n"
WAITING = (
    "import pathlib, sys\ndef main(prompt):\n    print('waiting', file=sys.stderr)\n"
    "    while not pathlib.Path(prompt).exists():\n        pass\n    return 'done'\n"
)


@pytest.fixture
def serve(tmp_path: Path, stub) -> Iterator[Callable[..., AgentCoreServer]]:
    """serve(code, **environment) returns a running session; it is ended after the test."""
    yield from _starter(AgentCoreServer, tmp_path, stub)


class Keys(BaseHTTPRequestHandler):
    """A Secrets Manager with one secret."""

    def do_POST(self) -> None:
        body = json.dumps({"SecretString": json.dumps({"A_KEY": "sk-0123456789"})}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def keys() -> Iterator[str]:
    """Its address."""
    with HTTPServer(("127.0.0.1", 0), Keys) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_the_agent_has_begun_goes_on_after_its_answer(serve, tmp_path: Path) -> None:
    done = tmp_path / "done"
    session = serve(
        "import asyncio, pathlib\nkept = asyncio.Queue()\nasync def work(path):\n    await asyncio.sleep(0.2)\n"
        "    pathlib.Path(path).write_text('done')\n    await kept.put('done')\n"
        "async def main(prompt):\n    if prompt == 'wait':\n        return await kept.get()\n"
        "    asyncio.create_task(work(prompt))\n    return 'begun'\n"
    )
    assert session.text(str(done)) == "begun"
    assert session.text("wait") == "done", "what belongs to a loop is usable in the next call"
    assert done.read_text() == "done"


def test_a_task_that_exits_ends_its_call_and_no_other(serve) -> None:
    session = serve(
        "import asyncio, sys\nasync def leave():\n    await asyncio.sleep(0)\n    sys.exit('left')\n"
        "async def main(prompt):\n    if prompt == 'leave':\n        await asyncio.gather(asyncio.sleep(60), leave())\n"
        "    if prompt == 'later':\n        asyncio.create_task(leave())\n    return prompt\n"
    )
    assert session.call({"prompt": "leave"})[0] == 500
    assert [session.text(prompt) for prompt in ("one", "later", "two", "three")] == ["one", "later", "two", "three"]


def test_what_belongs_to_the_main_thread_is_usable_in_every_call(serve) -> None:
    session = serve(
        "import asyncio, sqlite3, socket\nsocket.setdefaulttimeout(30)\ndb = sqlite3.connect(':memory:')\n"
        "async def main(prompt):\n    return str(db.execute('select 7').fetchone()[0])\n"
    )
    assert [session.text("x"), session.text("x")] == ["7", "7"]


def test_a_main_may_close_the_loop_that_it_was_given(serve) -> None:
    session = serve(
        "import asyncio\nasync def later():\n    return 'done'\n"
        "def main(prompt):\n    loop = asyncio.get_event_loop()\n    try:\n        return loop.run_until_complete(later())\n"
        "    finally:\n        loop.close()\n"
    )
    assert [session.text("x"), session.text("x")] == ["done", "done"]


def test_indented_json_is_one_event(serve) -> None:
    session = serve("import json\ndef main(prompt):\n    yield json.dumps({'a': [1]}, indent=2) + '\\n'\n    yield {'b': 2}\n")
    first, second = session.events({"prompt": "x"})
    assert json.loads(first) == {"a": [1]}
    assert second == {"b": 2}


def test_the_agent_remembers_from_call_to_call(serve) -> None:
    session = serve(COUNTER)
    assert [session.text("x") for _ in range(3)] == ["x 1", "x 2", "x 3"]
    assert serve(COUNTER).text("x") == "x 1"


def test_a_strands_agent_at_module_level_keeps_its_conversation(serve) -> None:
    code = (
        "from strands import Agent\nagent = Agent(callback_handler=None)\n"
        "def main(prompt):\n    agent(prompt)\n    return str(len(agent.messages))\n"
    )
    session = serve(code)
    assert [session.text("hello [[notool]]") for _ in range(2)] == ["2", "4"]


@pytest.mark.parametrize("sample", ["02_single_studio_contract.py", "03_custom_tools.py", "04_orchestrator_agents_as_tools.py"])
def test_samples_answer(serve, sample: str) -> None:
    assert serve(SAMPLES / sample).text("hello [[notool]]")


def test_a_folder_finds_its_own_modules_even_a_main(serve) -> None:
    files = {
        "main.py": "from helper import greet\ndef main(prompt):\n    return greet(prompt)\n",
        "helper.py": "def greet(name):\n    return 'hello ' + name\n",
    }
    assert serve(files).text("x") == "hello x"


def test_what_it_yields_comes_as_events(serve) -> None:
    session = serve("async def main(prompt):\n    print('aside')\n    yield 'one\\n'\n    yield {'two': 2}\n    yield '{}'\n")
    assert session.events({"prompt": "x"}) == ["one\n", {"two": 2}, "{}"]


def test_a_piece_arrives_while_main_still_runs(serve, tmp_path) -> None:
    gate = tmp_path / "gate"
    code = f"import pathlib\ndef main(prompt):\n    yield 'one'\n    while not pathlib.Path({str(gate)!r}).exists():\n        pass\n    yield 'two'\n"
    response = serve(code).request("POST", "/invocations", {"prompt": "x"})
    assert response.read(13) == b'data: "one"\n\n'
    gate.touch()
    assert response.read() == b'data: "two"\n\n'


def test_prints_are_a_stream_only_for_whom_wants_one(serve) -> None:
    session = serve("def main(prompt):\n    print('printed', prompt)\n")
    assert session.text("x") == "printed x"
    assert "".join(session.events({"prompt": "x"}, Accept="text/event-stream, application/json")) == "printed x\n"


def test_a_failure_in_the_middle_is_the_last_event(serve) -> None:
    session = serve("def main(prompt):\n    yield 'begin'\n    raise ValueError('secret-detail')\n")
    first, last = session.events({"prompt": "x"})
    assert first == "begin"
    assert (last["success"], last["error"], last["error_type"]) == (False, "The agent failed", "ValueError")
    assert "secret-detail" not in json.dumps(last) and "secret-detail" in session.log()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("    yield 'begin'\n    yield {'error': 'no berth'}\n", "no berth"),
        ("    print('begin')\n    return {'statusCode': 503, 'body': 'no\\nberth'}\n", "The agent answered with status 503: no\nberth"),
    ],
)
def test_what_the_agent_says_of_its_failure_is_the_last_event_and_counts_as_one(serve, code: str, error: str) -> None:
    session = serve(f"def lambda_handler(event, context):\n{code}")
    first, *_, last = session.events({"prompt": "x"}, Accept="text/event-stream")
    assert first.strip() == "begin" and (last["success"], last["error"]) == (False, error)
    end = json.loads(session.log().splitlines()[-1])
    assert end["level"] == "ERROR" and end["event"] in ("agent_failed", "agent_answered")


def test_a_failure_says_what_went_wrong_and_the_log_says_where(serve) -> None:
    session = serve("def main(prompt):\n    raise ValueError('detail')\n")
    status, body = session.call({"prompt": "x"}, X_Amzn_Bedrock_AgentCore_Runtime_Request_Id="r-1")
    assert (status, body["error"], body["error_type"], body["request_id"]) == (500, "The agent failed", "ValueError", "r-1")
    event = json.loads(session.log().splitlines()[-1])
    assert (event["event"], event["error"], event["line"], event["request_id"]) == ("agent_failed", "detail", 2, "r-1")


def test_code_that_does_not_load_answers_why(serve) -> None:
    session = serve("import no_such_package\ndef main(prompt):\n    pass\n")
    assert session.health() == "Healthy"
    for _ in range(2):
        status, body = session.call({"prompt": "x"})
        assert (status, body["error_type"]) == (500, "ModuleNotFoundError")
        assert body["error"] == "The agent's code failed while loading"


def test_a_process_that_ended_is_replaced(serve) -> None:
    session = serve(COUNTER.replace("    return", "    if prompt == 'end':\n        import os\n        os._exit(3)\n    return"))
    assert session.text("x") == "x 1"
    assert session.call({"prompt": "end"})[0] == 500
    # In the process that the second call has started, and the third one still finds.
    assert [session.text("x"), session.text("x")] == ["x 1", "x 2"]


def test_pings_are_answered_while_calls_wait_for_their_turn(serve, tmp_path) -> None:
    session = serve(WAITING)
    assert session.health() == "Healthy"
    gates = [tmp_path / "first", tmp_path / "second"]
    answers: list[str] = []
    callers = [threading.Thread(target=lambda gate=gate: answers.append(session.text(str(gate)))) for gate in gates]
    for caller in callers:
        caller.start()
    while session.log().count("waiting") == 0:
        assert session.process.poll() is None
    assert session.health() == "HealthyBusy"
    assert session.log().count("waiting") == 1
    for gate in gates:
        gate.touch()
    for caller in callers:
        caller.join()
    assert answers == ["done", "done"]
    while session.health() != "Healthy":
        assert session.process.poll() is None


def test_a_caller_who_leaves_takes_nothing_from_the_session(serve, tmp_path) -> None:
    gate = tmp_path / "gate"
    code = (
        "import pathlib\ncount = 0\ndef main(prompt):\n    global count\n    count += 1\n    yield f'{count}'\n"
        f"    while not pathlib.Path({str(gate)!r}).exists():\n        pass\n    for _ in range(100):\n        yield 'x' * 100_000\n"
    )
    session = serve(code)
    connection = session.connection()
    body = json.dumps({"prompt": "x"})
    connection.request("POST", "/invocations", body, {"X-Slipway-Listener-Token": TOKEN})
    connection.getresponse().close()
    connection.close()
    gate.touch()
    assert session.events({"prompt": "x"})[0] == "2"


def test_what_threads_write_between_calls_is_logged(serve, tmp_path) -> None:
    gate = tmp_path / "gate"
    code = (
        "import pathlib, threading\ndef later():\n"
        f"    while not pathlib.Path({str(gate)!r}).exists():\n        pass\n    print('from a thread', flush=True)\n"
        "def main(prompt):\n    threading.Thread(target=later, daemon=True).start()\n    return 'started'\n"
    )
    session = serve(code)
    assert session.text("x") == "started"
    gate.touch()
    while "from a thread" not in session.log():
        assert session.process.poll() is None


def test_an_agentcore_entry_point_gets_payload_and_session(serve, tmp_path) -> None:
    code = (
        "from bedrock_agentcore.runtime import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\n"
        "@app.entrypoint\ndef ask(payload, context):\n    return {'city': payload['city'], 'session': context.session_id}\n"
        "if __name__ == '__main__':\n    app.run()\n"
    )
    session = serve(code, PYTHONPATH=str(write_stand_in(tmp_path)))
    status, body = session.call({"city": "Hull"})
    assert (status, json.loads(body["response"])) == (200, {"city": "Hull", "session": SESSION})


def test_a_function_for_lambda_gets_the_payload_as_its_event(serve) -> None:
    session = serve("def lambda_handler(event, context):\n    return {'statusCode': 409, 'body': str(event['a'])}\n")
    response = session.request("POST", "/invocations", {"a": 1})
    assert (response.status, response.read()) == (409, b"1")


def test_bad_requests_say_what_was_expected(serve) -> None:
    session = serve(COUNTER)
    for body, word in (("{", "not valid JSON"), (b"\xff", "not UTF-8"), ("[1]", "object"), ("", "prompt"), ({}, "prompt")):
        status, answer = session.call(body)
        assert (status, word in answer["error"]) == (400, True), answer
    assert session.call("x", Content_Length=str(101 * 1024 * 1024))[1]["error"].startswith("The body has")
    for method, path in (("GET", "/"), ("POST", "/"), ("GET", "/invocations"), ("POST", "/ping")):
        response = session.request(method, path, "{}" if method == "POST" else None)
        assert (response.status, b"expected: POST /invocations or GET /ping" in response.read()) == (404, True)
    assert session.text("x") == "x 1"


def test_a_large_payload_and_a_large_answer_are_whole(serve) -> None:
    session = serve("def main(prompt):\n    return prompt\n")
    prompt = "x" * 20_000_000
    assert session.text(prompt) == prompt


def test_a_chunked_payload_is_read(serve) -> None:
    session = serve(COUNTER)
    connection = session.connection()
    pieces = iter([b'{"prompt":', b' "x"}'])
    headers = {"X-Slipway-Listener-Token": TOKEN, "Transfer-Encoding": "chunked"}
    connection.request("POST", "/invocations", pieces, headers, encode_chunked=True)
    assert json.loads(connection.getresponse().read())["response"] == "x 1"


def test_others_on_the_machine_are_refused(serve) -> None:
    session = serve(COUNTER)
    for token in ("", "another"):
        response = session.request("POST", "/invocations", {"prompt": "x"}, X_Slipway_Listener_Token=token)
        assert response.status == 403
    assert session.request("GET", "/ping", X_Slipway_Listener_Token="").status == 403
    assert session.text("x") == "x 1"


def test_the_agent_sees_neither_the_listener_nor_its_token(serve) -> None:
    session = serve("import os\ndef main(prompt):\n    return str(sorted(n for n in os.environ if 'LISTENER' in n))\n")
    assert session.text("x") == "[]"


def test_keys_are_masked_in_the_log(serve, keys) -> None:
    code = "import os\ndef main(prompt):\n    print('the key is', os.environ['A_KEY'])\n    return 'done'\n"
    session = serve(code, SLIPWAY_SECRET_ARN="keys", AWS_ENDPOINT_URL_SECRETS_MANAGER=keys)
    assert session.text("x") == "done"
    assert "the key is ***" in session.log()


def _end_by_signal(session: AgentCoreServer) -> None:
    session.process.send_signal(signal.SIGTERM)


def _end_with_the_local_agentcore(session: AgentCoreServer) -> None:
    session.process.stdin.close()


@pytest.mark.parametrize("end", [_end_by_signal, _end_with_the_local_agentcore])
def test_it_ends_with_all_it_has_started(serve, end) -> None:
    code = (
        "import os, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal, os; os.setsid(); signal.pause()'])\n"
        "def main(prompt):\n    return f'{os.getpid()} {child.pid}'\n"
    )
    session = serve(code)
    pids = session.text("x").split()
    end(session)
    assert session.process.wait(60) == 0
    assert not [pid for pid in pids if os.path.exists(f"/proc/{pid}")]


def test_dependencies_may_have_a_folder_of_their_own(serve, tmp_path) -> None:
    session = serve("import dependency\ndef main(prompt):\n    return dependency.fail()\n", PYTHONDONTWRITEBYTECODE="1")
    session.close()
    folder = tmp_path / "agent0"
    (folder / "python").mkdir()
    shutil.move(folder / "slipway_runtime", folder / "python")
    (folder / "python" / "dependency.py").write_text("def fail():\n    raise ValueError('detail')\n")
    again = AgentCoreServer(folder, {"PYTHONDONTWRITEBYTECODE": "1"})
    try:
        assert again.call({"prompt": "x"})[1]["error_type"] == "ValueError"
        event = json.loads(again.log().splitlines()[-1])
        assert (event["file"], event["line"]) == ("agent.py", 3)
    finally:
        again.close()
