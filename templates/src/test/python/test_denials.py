"""A denial of AWS is in the log with the statement that would have allowed it, whatever the agent does with the error."""

from __future__ import annotations

import pytest

WHO = "User: arn:aws:sts::000000000000:assumed-role/strands-agent-a-AgentRole-1/a is not authorized to perform: "
TABLE = "arn:aws:dynamodb:eu-west-1:000000000000:table/berths"
DENYING = """
import botocore.exceptions
def denied():
    words = {{"Error": {{"Code": "AccessDeniedException", "Message": {words!r}}}}}
    return botocore.exceptions.ClientError(words, "PutItem")
def main(prompt):
    for _ in range(2):
        try:
            raise denied()
        except botocore.exceptions.ClientError as error:
            answer = "sorry: " + error.response["Error"]["Code"]
    return answer
"""


def said(agent) -> list[tuple[dict, str]]:
    return [(line.get("allow"), line.get("place")) for line in agent.events() if line["event"] == "access_denied"]


@pytest.mark.parametrize(
    ("words", "resource", "place"),
    [
        (f"dynamodb:PutItem on resource: {TABLE} because no identity-based policy allows the dynamodb:PutItem action", TABLE, "the agent's permissions"),
        (f'dynamodb:PutItem on resource: "{TABLE}" because no permissions boundary allows it', TABLE, "the permissions boundary"),
        (f"dynamodb:PutItem on resource: {TABLE} with an explicit deny in a service control policy", TABLE, None),
        ("dynamodb:PutItem", "*", "the agent's permissions"),
    ],
)  # fmt: skip
def test_a_denial_that_the_agent_swallows_is_named_once_in_each_call(deploy, words: str, resource: str, place: str | None) -> None:
    agent = deploy(DENYING.format(words=WHO + words))
    statement = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": resource} if place else None
    for calls in (1, 2):
        assert agent.text("x") == "sorry: AccessDeniedException"
        assert said(agent) == [(statement, place)] * calls


def test_a_denial_while_loading_is_named(deploy) -> None:
    agent = deploy(f"raise PermissionError({WHO + 's3:GetObject on resource: arn:aws:s3:::notes/a.'!r})\ndef main(prompt):\n    return 'ok'\n")
    assert agent.ask("x")[0] == 500
    assert ({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::notes/a"}, "the agent's permissions") in said(agent)


def test_another_error_of_aws_is_not_a_denial(deploy) -> None:
    agent = deploy(DENYING.format(words="Requested resource not found"))
    assert agent.text("x") == "sorry: AccessDeniedException"
    assert said(agent) == []
