"""A lambda_handler gets Lambda's own event and context, and what it returns is the HTTP answer."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

HEAD = "import json\nfrom strands import Agent\ndef lambda_handler(event, context):\n    "


@pytest.mark.parametrize(
    "event",
    [
        {"prompt": "x"},
        {"Records": [{"eventSource": "aws:sqs", "body": "text"}]},
        {"requestContext": {"http": {"method": "POST"}}, "headers": {"token": "t"}, "body": "not json"},
        {"httpMethod": "GET", "requestContext": {"stage": "Prod"}, "queryStringParameters": {"a": "b"}, "body": None},
        ["a", 1, None],
        "text",
        None,
    ],
)
def test_it_gets_the_event_as_it_came(deploy, event: Any) -> None:
    answer = deploy(HEAD + "return {'statusCode': 200, 'body': json.dumps(event)}\n").call(event)
    assert json.loads(answer["body"]) == event


def test_it_gets_lambdas_context(deploy) -> None:
    code = HEAD + "return [context.aws_request_id, context.get_remaining_time_in_millis(), context.function_name]\n"
    request_id, remaining, name = json.loads(deploy(code).text("x"))
    assert (request_id, name) == ("request-1", None) and 0 < remaining <= 60_000


ANSWERS: dict[str, dict[str, Any]] = {
    "{'statusCode': 403, 'body': 'who are you?'}": {"statusCode": 403, "body": "who are you?"},
    "{'statusCode': '201', 'body': {'a': 1}}": {"statusCode": 201, "body": '{"a": 1}'},
    "{'statusCode': 204}": {"statusCode": 204, "body": ""},
    "{'statusCode': 200, 'body': b'\\xff'}": {"body": base64.b64encode(b"\xff").decode(), "isBase64Encoded": True},
    "{'statusCode': 302, 'headers': {'Location': '/a'}, 'cookies': ['a=b'], 'body': ''}": {"cookies": ["a=b"]},
}


@pytest.mark.parametrize("code", ANSWERS)
def test_its_answer_is_the_http_answer(deploy, code: str) -> None:
    answer = deploy(HEAD + f"return {code}\n").call({"prompt": "x"})
    assert {name: answer[name] for name in ANSWERS[code]} == ANSWERS[code]
    assert answer["headers"]["Access-Control-Allow-Origin"] == "*"


def test_its_own_headers_win(deploy) -> None:
    code = HEAD + "return {'statusCode': 200, 'headers': {'access-control-allow-origin': 'https://a', 'X-Port': 1}}\n"
    headers = deploy(code).call({})["headers"]
    assert (headers["access-control-allow-origin"], headers["X-Port"]) == ("https://a", "1")
    assert "Access-Control-Allow-Origin" not in headers


TEXTS = {"'words'": "words", "{'draft': 'd'}": '{"draft": "d"}', "print('said')": "said"}


@pytest.mark.parametrize("code", TEXTS)
def test_another_answer_is_the_text_of_an_agent(deploy, code: str) -> None:
    assert deploy(HEAD + f"return {code}\n").text("x") == TEXTS[code]


def test_a_status_that_http_does_not_have_is_a_failure(deploy) -> None:
    agent = deploy(HEAD + "return {'statusCode': 'fine', 'body': ''}\n")
    status, body = agent.ask("x")
    assert (status, body["error_type"]) == (500, "ValueError")
    assert "statusCode: 'fine' (expected: a number from 100 to 599)" in agent.log()


def test_an_answer_that_lambda_could_not_send_is_a_failure(deploy) -> None:
    status, body = deploy(HEAD + "return {'statusCode': 200, 'body': 'x' * 9_000_000}\n").ask("x")
    assert (status, body["error_type"]) == (500, "AnswerTooLarge")
    assert "expected: at most 6200000" in body["error"]


def test_a_preflight_is_answered_without_it(deploy) -> None:
    assert deploy(HEAD + "return 1 / 0\n").call({"httpMethod": "OPTIONS", "requestContext": {}})["statusCode"] == 204


def test_an_access_check_in_it_is_never_passed_by(check, deploy) -> None:
    code = (
        "from strands import Agent\nagent = Agent()\ndef lambda_handler(event, context):\n"
        "    if event.get('token') != 'harbour':\n        return {'statusCode': 403, 'body': 'who are you?'}\n"
        "    return 'in'\n"
    )
    assert check(code)["warnings"] == []
    agent = deploy(code)
    assert agent.call({"prompt": "x"})["statusCode"] == 403
    assert json.loads(agent.call({"token": "harbour"})["body"])["response"] == "in"


MAINS = {
    "def main(event, context):\n    return [event['prompt'], context.aws_request_id]\n": '["x", "request-1"]',
    "def handler(event, _context):\n    return event.get('prompt')\nmain = handler\n": "x",
}


@pytest.mark.parametrize("code", MAINS)
def test_a_main_with_an_event_and_a_context_gets_the_requests_json_and_the_context(deploy, code: str) -> None:
    event = {"requestContext": {"http": {"method": "POST"}}, "body": json.dumps({"prompt": "x"})}
    assert json.loads(deploy(code).call(event)["body"])["response"] == MAINS[code]


def test_such_a_main_may_return_an_http_answer_and_another_main_returns_data(deploy) -> None:
    body = "    return {'statusCode': 409, 'body': 'no'}\n"
    assert deploy("def main(event, context):\n" + body).call({"prompt": "x"})["statusCode"] == 409
    assert json.loads(deploy("def main(prompt):\n" + body).text("x")) == {"statusCode": 409, "body": "no"}


def test_it_is_reported(check) -> None:
    entry = check(HEAD + "return 1\n")["entry_point"]
    assert (entry["kind"], entry["name"], entry["line"]) == ("lambda_handler", "lambda_handler", 3)
    assert not entry["streams"]


def test_input_that_only_the_guard_waits_for_does_not_matter_beside_it(check) -> None:
    guard = "def chat():\n    input()\nif __name__ == '__main__':\n    chat()\n"
    assert check(HEAD + "return 1\n" + guard)["ok"]
