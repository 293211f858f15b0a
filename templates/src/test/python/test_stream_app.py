"""The server behind the Lambda Web Adapter, over HTTP: pieces arrive while main still runs."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from agentcore_stand_in import write_stand_in
from conftest import SAMPLES, inject

GATED = (
    "import pathlib, sys\n"
    "async def main(prompt):\n"
    "    yield 'first:' + prompt\n"
    "    while not pathlib.Path({gate!r}).exists():\n"
    "        pass\n"
    "    yield 'second'\n"
)


@pytest.fixture
def serve(tmp_path: Path, stub) -> Iterator[Callable[..., int]]:
    """serve(code) returns the port of a running server."""
    running: list[subprocess.Popen] = []
    log = tmp_path / "agent.log"

    def start(code: bytes) -> int:
        folder = tmp_path / "agent"
        inject(code, folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        environment = {**os.environ, "PORT": str(port), "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test"}
        environment.update(AWS_SECRET_ACCESS_KEY="test", AWS_ENDPOINT_URL_BEDROCK_RUNTIME=stub.url)
        environment.update(PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}", LAMBDA_TASK_ROOT=str(folder))
        command = [str(folder / "run.sh")]
        running.append(subprocess.Popen(command, cwd=folder, env=environment, stderr=log.open("wb")))
        _wait_until_ready(port, running[-1])
        return port

    yield start
    for process in running:
        process.kill()
        process.wait()


def _wait_until_ready(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if _request(port, "GET", "/healthz").status == 204:
                return
        except OSError:
            continue
    raise AssertionError("the server did not start")


def _request(port: int, method: str, path: str, body: object = None, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    return connection.getresponse()


def test_a_piece_arrives_while_main_still_runs(serve, tmp_path) -> None:
    gate = tmp_path / "gate"
    response = _request(serve(GATED.format(gate=str(gate)).encode()), "POST", "/", {"prompt": "x"})
    assert response.status == 200
    assert response.read(7) == b"first:x"
    gate.touch()
    assert response.read() == b"second"


def test_a_main_that_prints_its_stream_is_streamed(serve) -> None:
    port = serve((SAMPLES / "09_streaming.py").read_bytes())
    for prompt in ("one [[notool]]", "two [[notool]]"):
        assert _request(port, "POST", "/", {"prompt": prompt}).read().decode().strip() == f"echo: {prompt}"


def test_a_text_that_is_printed_and_returned_comes_once(serve) -> None:
    port = serve(b"def main(prompt):\n    print('answer')\n    return 'answer'\n")
    assert _request(port, "POST", "/", {"prompt": "x"}).read() == b"answer\n"


def test_failures_before_the_first_piece_have_their_own_status(serve) -> None:
    port = serve(b"def main(prompt):\n    raise ValueError('detail')\n    yield\n")
    response = _request(port, "POST", "/", {"prompt": "x"}, **{"x-amzn-lambda-context": '{"request_id": "r-1"}'})
    body = json.loads(response.read())
    assert (response.status, body["error_type"], body["request_id"]) == (500, "ValueError", "r-1")
    assert _request(port, "POST", "/", {}).status == 400
    assert _request(port, "OPTIONS", "/").status == 204
    assert _request(port, "GET", "/?prompt=x").status == 500


def test_a_failure_in_the_middle_is_reported_in_the_stream(serve) -> None:
    port = serve(b"def main(prompt):\n    yield 'begin'\n    raise ValueError('detail')\n")
    text = _request(port, "POST", "/", {"prompt": "x"}).read().decode()
    assert text.startswith("begin") and "stopped before it was done" in text and "detail" not in text


@pytest.mark.parametrize(
    ("code", "status", "text"),
    [
        ("    yield 'begin'\n    yield {'error': 'no\\nberth'}\n", 200, "begin"),
        ("    print('begin')\n    return {'statusCode': 503, 'body': 'no berth'}\n", 200, "begin"),
        ("    return {'statusCode': 503, 'body': 'no berth'}\n", 503, "no berth"),
        ("    return {'statusCode': 200, 'body': 'x' * 7_000_000}\n", 500, "bytes"),
    ],
)
def test_what_the_agent_says_of_its_failure_counts_as_one(serve, tmp_path, code: str, status: int, text: str) -> None:
    port = serve(f"def lambda_handler(event, context):\n{code}".encode())
    response = _request(port, "POST", "/", {"prompt": "x"})
    said = response.read().decode()
    assert response.status == status and text in said
    if status == 200:
        assert said.rpartition("\n[slipway: ")[2].startswith("the agent stopped before it was done: ") and said.count("\n[") == 1
        assert said.endswith("]\n")
    [end] = [json.loads(line) for line in (tmp_path / "agent.log").read_text().splitlines() if '"agent_streamed"' in line]
    assert end["level"] == "ERROR" and end["status"] >= 500


def test_an_answer_below_500_is_no_failure(serve, tmp_path) -> None:
    port = serve(b"def lambda_handler(event, context):\n    print('begin')\n    return {'statusCode': 200, 'body': 'end'}\n")
    assert _request(port, "POST", "/", {"prompt": "x"}).read() == b"begin\nend"
    [end] = [json.loads(line) for line in (tmp_path / "agent.log").read_text().splitlines() if '"agent_streamed"' in line]
    assert (end["level"], end["status"]) == ("INFO", 200)


def test_the_deadline_in_the_context_is_kept(serve) -> None:
    port = serve(b"import signal\ndef main(prompt):\n    signal.pause()\n")
    context = json.dumps({"deadline": int((time.time() + 2) * 1000)})
    assert _request(port, "POST", "/", {"prompt": "x"}, **{"x-amzn-lambda-context": context}).status == 504


def test_an_agentcore_entry_point_streams_with_its_session(serve, tmp_path) -> None:
    package = write_stand_in(tmp_path) / "bedrock_agentcore"
    gate = tmp_path / "gate"
    code = (
        f"import pathlib, sys\nsys.path.insert(0, {str(package.parent)!r})\n"
        "from bedrock_agentcore.runtime import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\n"
        "@app.entrypoint\nasync def ask(payload, context):\n    yield payload['city'] + context.session_id\n"
        f"    while not pathlib.Path({str(gate)!r}).exists():\n        pass\n    yield 'end'\n"
    )
    port = serve(code.encode())
    headers = {"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": "s" * 33}
    response = _request(port, "POST", "/", {"city": "Hull"}, **headers)
    assert response.read(37) == b"Hull" + b"s" * 33
    gate.touch()
    assert response.read() == b"end"


def test_an_http_answer_keeps_its_status_behind_the_adapter_too(serve) -> None:
    code = b"def lambda_handler(event, context):\n    return {'statusCode': 409, 'body': context.aws_request_id}\n"
    port = serve(code)
    response = _request(port, "POST", "/", {"a": 1}, **{"x-amzn-lambda-context": '{"request_id": "r-1"}'})
    assert (response.status, response.read()) == (409, b"r-1")
