"""An @app.entrypoint is called as BedrockAgentCoreApp would call it, without its server."""

from __future__ import annotations

import json

import pytest
from agentcore_stand_in import write_stand_in

HEAD = "from bedrock_agentcore.runtime import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\n"


@pytest.fixture
def serve(deploy, tmp_path):
    """serve(code) returns an agent that finds bedrock_agentcore."""
    return lambda code, **more: deploy(HEAD + code, PYTHONPATH=str(write_stand_in(tmp_path)), **more)


ENTRY_POINTS = {
    "@app.entrypoint\ndef ask(payload):\n    return payload['prompt'] + payload['language']\n": "xfr",
    "@app.entrypoint\nasync def ask(payload, context):\n"
    "    return payload['prompt'] + str(bool(context.session_id))\n": "xTrue",
    "@app.entrypoint\ndef ask(payload):\n    return {'result': payload['prompt']}\n": '{"result": "x"}',
    "@app.entrypoint\ndef ask(payload):\n    print('printed', payload['prompt'])\n": "printed x",
    "@app.entrypoint\ndef ask(request):\n    yield request['prompt']\n    yield request['language']\n": "xfr",
    "@app.entrypoint\nasync def ask(payload):\n    yield {'marker': 'RAN'}\n    yield {'data': 'x'}\n"
    "    yield {'start': True}\n": '{"marker": "RAN"}\nx',
    "@app.entrypoint\nasync def ask(payload):\n    yield {'type': 'chunk', 'text': 'x'}\n"
    "    yield {'result': 'end'}\n": (
        '{"type": "chunk", "text": "x"}\n{"result": "end"}'
    ),
    "def wrap(f):\n    return f\n@app.entrypoint\n@wrap\ndef ask(payload):\n    return payload['prompt']\n": "x",
    "async def ask(payload):\n    return payload['prompt']\nhandle = app.entrypoint(ask)\n": "x",
    "@app.entrypoint\ndef ask(payload, context):\n    yield payload['prompt'] + str(context is not None)\n"
    "main = ask\n": "xTrue",
    "def create():\n    inner = BedrockAgentCoreApp()\n    @inner.entrypoint\n    def ask(payload):\n"
    "        return payload['prompt']\n    return inner\nserver = create()\n": "x",
}


@pytest.mark.parametrize("code", ENTRY_POINTS)
def test_it_gets_the_payload_and_what_it_answers_is_the_answer(serve, code: str) -> None:
    answer = serve(code).call({"prompt": "x", "language": "fr"})
    assert json.loads(answer["body"])["response"].strip() == ENTRY_POINTS[code]


def test_the_payload_needs_no_prompt(serve) -> None:
    agent = serve("@app.entrypoint\ndef ask(payload):\n    return sorted(payload)\n")
    assert json.loads(agent.call({"city": "Hull", "days": 2})["body"])["response"] == '["city", "days"]'


def test_the_session_and_the_callers_headers_are_in_the_context(serve) -> None:
    agent = serve("@app.entrypoint\ndef ask(payload, context):\n"
    "    return [context.session_id, context.request_headers]\n")
    headers = {
        "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": "s" * 33,
        "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Port": "Hull",
        "Cookie": "no",
    }
    event = {"requestContext": {"http": {"method": "POST"}}, "headers": headers, "body": "{}"}
    answer = json.loads(json.loads(agent.call(event)["body"])["response"])
    assert answer == ["s" * 33, {"X-Amzn-Bedrock-AgentCore-Runtime-Custom-Port": "Hull"}]


def test_without_a_session_each_call_is_its_own(serve) -> None:
    code = (
        "from bedrock_agentcore.runtime.context import BedrockAgentCoreContext\n"
        "@app.entrypoint\ndef ask(payload):\n    return BedrockAgentCoreContext.get_session_id()\n"
    )
    agent = serve(code)
    assert (agent.text("x"), agent.text("x")) == ("request-1", "request-2")


def test_a_response_of_its_own_is_the_http_answer(serve) -> None:
    code = (
        "class Response:\n    status_code, headers, body = 404, {'content-type': 'text/plain'}, b'no such port'\n"
        "@app.entrypoint\ndef ask(payload):\n    return Response()\n"
    )
    answer = serve(code).call({"prompt": "x"})
    assert (answer["statusCode"], answer["body"]) == (404, "no such port")
    assert answer["headers"]["content-type"] == "text/plain"


def test_an_http_exception_is_the_http_answer(serve) -> None:
    code = (
        "class HTTPException(Exception):\n    status_code, detail = 403, 'who are you?'\n"
        "@app.entrypoint\ndef ask(payload):\n    raise HTTPException()\n"
    )
    answer = serve(code).call({"prompt": "x"})
    assert (answer["statusCode"], json.loads(answer["body"])) == (403, {"error": "who are you?"})


def test_its_requirement_and_its_stream_are_found(check) -> None:
    answer = check(HEAD + "@app.entrypoint\nasync def ask(payload, context):\n    yield payload\n")
    assert answer["requirements"] == ["strands-agents==1.62.0", "bedrock-agentcore"]
    entry = answer["entry_point"]
    assert (entry["kind"], entry["name"], entry["line"], entry["streams"]) == ("agentcore", "ask", 4, True)
    assert [parameter["name"] for parameter in entry["parameters"]] == ["payload", "context"]


def test_what_only_a_server_of_the_code_would_call_does_not_make_it_interactive(check) -> None:
    code = HEAD + "@app.entrypoint\ndef ask(payload):\n    return 1\ndef main():\n    print(input())\n"
    assert check(code)["ok"]
