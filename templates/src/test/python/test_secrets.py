"""API keys reach the environment before the code loads, and nothing else."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from slipway_runtime import redaction, secrets
from slipway_runtime.secrets import SecretUnavailable
from slipway_runtime.settings import read_settings

ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:agent-AbCdEf"


class FakeSecretsManager:
    """Answers with one text and remembers what it was asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[dict[str, Any]] = []

    def get_secret_value(self, **request: Any) -> dict[str, str]:
        self.asked.append(request)
        return {"SecretString": self.text}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.setattr(redaction, "_values", set())
    monkeypatch.setattr(redaction, "_pattern", None)


def load(text: str, version: str = "") -> tuple[list[str], FakeSecretsManager]:
    os.environ.update(SLIPWAY_SECRET_ARN=ARN, SLIPWAY_SECRET_VERSION_ID=version)
    client = FakeSecretsManager(text)
    return secrets.load(read_settings(), client), client


def test_each_name_becomes_a_variable_and_each_value_is_hidden_from_logs() -> None:
    names, client = load(json.dumps({"OPENAI_API_KEY": "value-one", "B": "value-two"}))
    assert names == ["B", "OPENAI_API_KEY"]
    assert os.environ["OPENAI_API_KEY"] == "value-one"
    assert client.asked == [{"SecretId": ARN}]
    assert redaction.redact("found value-one and value-two") == "found *** and ***"


def test_the_version_of_the_revision_is_asked_for() -> None:
    assert load("{}", "v-1")[1].asked == [{"SecretId": ARN, "VersionId": "v-1"}]


def test_without_an_arn_nothing_is_read() -> None:
    os.environ.pop("SLIPWAY_SECRET_ARN", None)
    client = FakeSecretsManager("{}")
    assert secrets.load(read_settings(), client) == [] and client.asked == []


@pytest.mark.parametrize("text", ["not json canary", '["canary"]', '{"A": {"canary": 1}}', '{"A": 5, "B": "canary"}'])
def test_a_wrong_secret_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(SecretUnavailable) as refused:
        load(text)
    assert "canary" not in str(refused.value)


def test_a_function_whose_secret_cannot_be_read_answers_500(deploy) -> None:
    agent = deploy(
        "def main(prompt):\n    return 1\n",
        SLIPWAY_SECRET_ARN=ARN,
        AWS_ENDPOINT_URL_SECRETS_MANAGER="http://127.0.0.1:9",
    )
    status, body = agent.ask("x")
    assert (status, body["error"]) == (500, "The agent's API keys could not be read")
