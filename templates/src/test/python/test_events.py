"""Every kind of event yields the same request."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slipway_runtime.events import PROMPT_KEYS, BadRequest, parse

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def rest_v1(body: str, encoded: bool = False) -> dict[str, Any]:
    return {"httpMethod": "POST", "requestContext": {"stage": "Prod"}, "body": body, "isBase64Encoded": encoded}


def http_v2(body: str, encoded: bool = False) -> dict[str, Any]:
    return {"version": "2.0", "requestContext": {"http": {"method": "POST"}}, "body": body, "isBase64Encoded": encoded}


@pytest.mark.parametrize("envelope", [rest_v1, http_v2])
@given(prompt=st.text(min_size=1))
def test_a_prompt_survives_every_envelope(envelope, prompt: str) -> None:
    body = json.dumps({"prompt": prompt})
    assert parse(envelope(body)).prompt == prompt
    encoded = base64.b64encode(json.dumps({"prompt": prompt}).encode()).decode()
    assert parse(envelope(encoded, encoded=True)).prompt == prompt
    assert parse({"prompt": prompt}).prompt == prompt
    assert parse(prompt).prompt == prompt


@given(event=JSON_VALUES)
def test_any_event_is_a_request_or_a_bad_request(event: Any) -> None:
    try:
        request = parse(event)
    except BadRequest as error:
        assert str(error)
    else:
        assert request.is_preflight or request.prompt is not None or request.input_data is not None or request.messages


@given(body=JSON_VALUES)
def test_any_body_is_a_request_or_a_bad_request(body: Any) -> None:
    try:
        parse(http_v2(json.dumps(body)))
    except BadRequest as error:
        assert str(error)


@pytest.mark.parametrize("key", PROMPT_KEYS)
def test_each_prompt_key_is_understood(key: str) -> None:
    assert parse({key: "hello"}).prompt == "hello"


def test_a_callers_own_field_called_body_is_no_envelope() -> None:
    event = {"prompt": "hello", "body": "a letter", "rows": 3}
    request = parse(event)
    assert request.prompt == "hello"
    assert request.payload == event


@pytest.mark.parametrize("key", ["headers", "isBase64Encoded", "queryStringParameters"])
def test_a_body_beside_a_part_of_an_envelope_is_the_request(key: str) -> None:
    assert parse({"body": '{"prompt": "hello"}', key: None}).prompt == "hello"


@pytest.mark.parametrize(
    "event",
    [
        {"httpMethod": "GET", "prompt": "hello"},
        {"rawPath": "/opt", "prompt": "hello"},
        {"headers": ["name", "age"], "body": "a table", "prompt": "hello"},
        {"requestContext": "a letter", "prompt": "hello"},
        {"httpMethod": "OPTIONS", "prompt": "hello"},
    ],
)
def test_fields_that_are_named_like_an_envelopes_are_the_callers_own(event: dict[str, Any]) -> None:
    request = parse(event)
    assert (request.prompt, request.payload, request.is_preflight) == ("hello", event, False)


def test_a_field_that_the_entry_point_takes_is_enough() -> None:
    assert parse({"city": "Hull"}, fields=frozenset({"city", "days"})).payload == {"city": "Hull"}
    assert parse({"anything": 1}, fields=None).payload == {"anything": 1}


@pytest.mark.parametrize(
    ("event", "fields"),
    [({"town": "Hull"}, frozenset({"city"})), ({"city": ""}, frozenset({"city"})), ({}, None), ({"city": "Hull"}, frozenset())],
)
def test_a_field_that_nobody_takes_is_not(event: dict[str, Any], fields: frozenset[str] | None) -> None:
    with pytest.raises(BadRequest, match="prompt.*city" if fields else "prompt"):
        parse(event, fields=fields)


@pytest.mark.parametrize(
    ("event", "part"),
    [
        ({}, "prompt"),
        ({"prompt": ""}, "prompt"),
        (None, "event"),
        (rest_v1("{"), "JSON"),
        (rest_v1("[1]"), "object"),
        (rest_v1("###", encoded=True), "base64"),
        (rest_v1("/w==", encoded=True), "base64"),
        (rest_v1("[" * 100_000), "JSON"),
    ],
)
def test_a_bad_request_says_what_is_wrong(event: Any, part: str) -> None:
    with pytest.raises(BadRequest, match=part):
        parse(event)


def test_a_query_string_asks_too() -> None:
    event = {"httpMethod": "GET", "requestContext": {}, "queryStringParameters": {"query": "hi"}, "body": None}
    assert parse(event).prompt == "hi"


def test_options_is_a_preflight_in_both_formats() -> None:
    assert parse({"httpMethod": "OPTIONS", "requestContext": {}}).is_preflight
    assert parse({"requestContext": {"http": {"method": "OPTIONS"}}}).is_preflight


def test_messages_alone_ask_with_the_last_text_of_the_user() -> None:
    messages = [
        {"role": "user", "content": [{"text": "first"}]},
        {"role": "assistant", "content": [{"text": "answer"}]},
        {"role": "user", "content": "second"},
    ]
    assert parse({"messages": messages}).prompt == "second"
    assert parse({"messages": json.dumps(messages)}).prompt == "second"


@pytest.mark.parametrize("content", [[{"text": None}], [{"text": ["x"]}], "[" * 100_000])
def test_what_is_no_text_in_messages_is_no_prompt(content: Any) -> None:
    assert parse({"messages": [{"role": "user", "content": content}]}).prompt in (None, content)
    assert parse({"messages": "[" * 100_000}).prompt == "[" * 100_000


def test_plain_text_is_a_prompt() -> None:
    assert parse({**http_v2("just words"), "headers": {"Content-Type": "text/plain"}}).prompt == "just words"


def test_a_structured_prompt_reaches_the_agent_as_json() -> None:
    assert parse({"prompt": {"city": "Köln"}}).prompt == '{"city": "Köln"}'
