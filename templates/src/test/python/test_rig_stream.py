"""A function that streams, beside the Lambda Web Adapter in a namespace like Lambda's: what Lambda gets, byte by byte.

The adapter is a stand-in of a few lines; SLIPWAY_TEST_ADAPTER names a real one, which then has to do the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from conftest import RESOURCES, inject
from lambda_rig import STAND_IN, LambdaRig, Posted, missing

TEMPLATE = yaml.safe_load((RESOURCES / "lambda" / "template.yaml").read_text())
VARIABLES = TEMPLATE["Resources"]["AgentFunction"]["Properties"]["Environment"]["Variables"]
# The template's own settings for a function that streams.
STREAMS = {name: value["Fn::If"][1] for name, value in VARIABLES.items() if name.startswith("AWS_LWA_")}
NULS = b"\0" * 8
STREAM = "def main(prompt):\n    yield 'first, '\n    yield prompt\n"
FAILING = "def main(prompt):\n    raise ValueError('internal detail')\n    yield\n"


def from_the_url(body: str) -> dict:
    """What a function URL delivers."""
    http = {"method": "POST", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test"}
    headers = {"content-type": "application/json", "host": "rig.lambda-url.us-east-1.on.aws"}
    event = {"version": "2.0", "routeKey": "$default", "rawPath": "/", "rawQueryString": "", "isBase64Encoded": False}
    return event | {"headers": headers, "requestContext": {"http": http}, "body": body}


EVENTS = {"by invocation": {"prompt": "Hull"}, "by the URL": from_the_url(json.dumps({"prompt": "Hull"}))}
ADAPTERS = {"stand-in": STAND_IN}
if os.environ.get("SLIPWAY_TEST_ADAPTER"):
    ADAPTERS["real"] = Path(os.environ["SLIPWAY_TEST_ADAPTER"])


@pytest.fixture(params=ADAPTERS)
def stream(request, tmp_path: Path) -> Iterator[Callable[[str], LambdaRig]]:
    """stream(code) returns a running function that streams; skipped where the rig cannot run."""
    reason = missing()
    if reason is not None:
        pytest.skip(f"the Lambda rig cannot run: {reason}")
    running: list[LambdaRig] = []

    def start(code: str) -> LambdaRig:
        inject(code.encode(), tmp_path / "agent")
        running.append(LambdaRig(tmp_path / "agent", STREAMS, ADAPTERS[request.param]))
        return running[-1]

    yield start
    for rig in running:
        rig.close()


def parts(posted: Posted) -> tuple[dict, bytes]:
    """Prelude and body."""
    assert posted.headers["Lambda-Runtime-Function-Response-Mode"] == "streaming"
    assert posted.headers["Content-Type"] == "application/vnd.awslambda.http-integration-response"
    prelude, nuls, body = posted.body.partition(NULS)
    assert nuls == NULS
    return json.loads(prelude), body


@pytest.mark.parametrize("way", EVENTS)
def test_a_streamed_answer_is_a_prelude_with_status_and_headers_then_eight_nuls_then_the_body(stream, way: str) -> None:
    agent = stream(STREAM)
    for _ in range(2):
        prelude, body = parts(agent.posted(EVENTS[way]))
        assert prelude["statusCode"] == 200
        assert prelude["headers"]["content-type"] == "text/plain; charset=utf-8"
        assert prelude["headers"]["access-control-allow-origin"] == "*"
        assert "transfer-encoding" not in prelude["headers"]
        assert body == b"first, Hull"


@pytest.mark.parametrize("way", EVENTS)
def test_a_failure_has_its_status_in_the_prelude_and_says_why_in_the_body(stream, way: str) -> None:
    agent = stream(FAILING)
    prelude, body = parts(agent.posted(EVENTS[way]))
    assert (prelude["statusCode"], prelude["headers"]["content-type"]) == (500, "application/json")
    answer = json.loads(body)
    assert (answer["error_type"], answer["request_id"]) == ("ValueError", "request-1")
    assert "internal detail" not in body.decode()


def test_a_call_that_takes_too_long_is_a_504_in_the_prelude(stream) -> None:
    agent = stream("import signal\ndef main(prompt):\n    signal.pause()\n    yield\n")
    assert parts(agent.posted(EVENTS["by invocation"], milliseconds=2500))[0]["statusCode"] == 504
