"""Answers fit into what Lambda can send."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slipway_runtime.answers import CUT_NOTE, Answers
from slipway_runtime.settings import MAX_ANSWER_BYTES

ANSWERS = Answers("https://app.example.com")


@given(text=st.text())
def test_a_text_is_returned_unchanged(text: str) -> None:
    body = json.loads(ANSWERS.success("id-1", text)["body"])
    assert body == {"success": True, "response": text, "request_id": "id-1"}


@pytest.mark.parametrize("character", ["a", "ä", "漢", "😀", '"', "\\", "\n"])
def test_a_long_text_is_cut_with_a_note_whatever_it_contains(character: str) -> None:
    answer = ANSWERS.success("id-1", character * 7_000_000)
    body = json.loads(answer["body"])
    assert len(json.dumps(answer)) <= MAX_ANSWER_BYTES
    assert body["truncated"] is True
    assert body["response"].endswith(CUT_NOTE)
    assert len(json.dumps(answer)) > MAX_ANSWER_BYTES - 100


@settings(max_examples=20)
@given(status=st.sampled_from([400, 500, 504]), message=st.text())
def test_a_failure_has_the_request_id_and_cors(status: int, message: str) -> None:
    answer = ANSWERS.failure(status, "id-2", message, "SomeError")
    assert answer["statusCode"] == status
    assert json.loads(answer["body"]) == {"success": False, "error": message, "request_id": "id-2", "error_type": "SomeError"}
    assert answer["headers"]["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert answer["headers"]["Vary"] == "Origin"
