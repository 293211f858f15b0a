"""A session's conversation goes on from call to call, also after a cold start, and reaches no other."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from s3_stub import Bucket

PREFIX = "sessions/strands-agent-talk"
MODEL = "BedrockModel(model_id='us.amazon.nova-lite-v1:0')"
IMPORTS = "from strands import Agent, tool\nfrom strands.models import BedrockModel\n"
HEARD = "    return ' | '.join(m['content'][0].get('text', '') for m in agent.messages if m['role'] == 'user')\n"

# Each answers with everything that users said to its agent.
AGENTS = {
    "at module level": f"agent = Agent(model={MODEL}, callback_handler=None)\ndef main(prompt):\n    agent(prompt)\n" + HEARD,
    "made in main": f"def main(prompt):\n    agent = Agent(model={MODEL}, callback_handler=None)\n    agent(prompt)\n" + HEARD,
    "asked without waiting": (
        f"agent = Agent(model={MODEL}, callback_handler=None)\nasync def main(prompt):\n    await agent.invoke_async(prompt)\n" + HEARD
    ),
    "second of two": (
        f"first = Agent(model={MODEL}, callback_handler=None)\nagent = Agent(model={MODEL}, callback_handler=None)\n"
        "def main(prompt):\n    first('for the first [[notool]]')\n    agent(prompt)\n" + HEARD
    ),
    "with threads at import": (
        "import threading, time\nthreading.Thread(target=lambda: time.sleep(3600), daemon=True).start()\n"
        f"agent = Agent(model={MODEL}, callback_handler=None)\ndef main(prompt):\n    agent(prompt)\n" + HEARD
    ),
}  # fmt: skip


HANDLER = (
    f"import json\nagent = Agent(model={MODEL}, callback_handler=None)\ndef lambda_handler(event, context):\n"
    "    agent(json.loads(event['body'])['prompt'])\n    return {'statusCode': 200, 'body': str(len(agent.messages))}\n"
)


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    """The agents' bucket."""
    running = Bucket("conversations", PREFIX)
    yield running
    running.stop()


@pytest.fixture
def talking(rig, bucket: Bucket):
    """talking(code) returns an environment of an agent that keeps sessions."""

    def start(code: str, **environment: str):
        kept = {"SLIPWAY_SESSIONS": f"{bucket.name}/{bucket.prefix}", "AWS_ENDPOINT_URL_S3": bucket.url, **environment}
        return rig(IMPORTS + code, **kept)

    return start


def say(agent, prompt: str, session: object = None) -> str:
    answer = agent.call({"prompt": prompt, **({"session_id": session} if session is not None else {})})
    assert answer["statusCode"] == 200, f"{answer['body']}\n{agent.log()[-3000:]}"
    return json.loads(answer["body"])["response"]


@pytest.mark.parametrize("kind", AGENTS)
def test_a_session_remembers_another_sees_nothing_also_after_a_cold_start(talking, kind: str) -> None:
    warm = talking(AGENTS[kind])
    assert say(warm, "one [[notool]]", "anna") == "one [[notool]]"
    assert say(warm, "two [[notool]]", "anna") == "one [[notool]] | two [[notool]]"
    assert say(warm, "hello [[notool]]", "bert") == "hello [[notool]]"
    assert say(warm, "nameless [[notool]]") == "nameless [[notool]]"
    cold = talking(AGENTS[kind])
    assert say(cold, "three [[notool]]", "anna") == "one [[notool]] | two [[notool]] | three [[notool]]"
    assert say(cold, "again [[notool]]", "bert") == "hello [[notool]] | again [[notool]]"


def test_agents_that_an_agent_or_a_swarm_asks_have_no_conversation_of_their_own(talking, bucket: Bucket) -> None:
    inner = f"Agent(name='inner', model={MODEL}, callback_handler=None)"
    agent = talking(
        "from strands.multiagent import Swarm\n"
        f"swarm = Swarm([{inner}])\n"
        f"@tool\ndef helper(text: str) -> str:\n    '''Helps.'''\n    return str({inner}('hello [[notool]]'))\n"
        f"outer = Agent(name='outer', model={MODEL}, tools=[helper], callback_handler=None)\n"
        "def main(prompt):\n    swarm('hello [[notool]]')\n    outer(prompt)\n    return str(len(outer.messages))\n"
    )
    assert say(agent, "one", "anna") == "4"  # the model has called the tool
    kept = {key.split("/agents/agent_")[1].split("/")[0] for key in bucket.objects if "/agents/" in key}
    assert kept == {"outer"}


def test_a_session_manager_of_the_authors_stays(talking, bucket: Bucket) -> None:
    code = (
        "from strands.session.file_session_manager import FileSessionManager\n"
        f"def main(prompt):\n    own = FileSessionManager(session_id='own', storage_dir='/tmp/own')\n"
        f"    agent = Agent(model={MODEL}, session_manager=own, callback_handler=None)\n    agent(prompt)\n"
        "    return type(agent._session_manager).__name__\n"
    )
    assert say(talking(code), "one [[notool]]", "anna") == "FileSessionManager"
    assert not [key for key in bucket.objects if "/messages/" in key]


def test_a_lambda_handler_called_over_http_has_its_callers_session(talking) -> None:
    agent = talking(HANDLER)
    for prompt in ("one [[notool]]", "two [[notool]]"):
        event = {"httpMethod": "POST", "requestContext": {"stage": "Prod"}, "body": json.dumps({"prompt": prompt, "session_id": "anna"})}
        answer = agent.call(event)
        assert answer["statusCode"] == 200, answer
    assert answer["body"] == "4"
    event["body"] = json.dumps({"prompt": "x", "session_id": "../anna"})
    assert agent.call(event)["statusCode"] == 400


@pytest.mark.parametrize("session", ["../anna", "a/b", "-anna", "a" * 129, "anna\n", 7, ["anna"], "ännä"])
def test_what_is_no_session_id_is_refused_before_the_agent_is_asked(talking, bucket: Bucket, session: object) -> None:
    agent = talking(AGENTS["at module level"])
    answer = agent.call({"prompt": "one [[notool]]", "session_id": session})
    assert answer["statusCode"] == 400 and "session_id" in answer["body"]
    assert bucket.objects == {}


def test_an_agent_without_sessions_takes_the_field_as_its_own(rig) -> None:
    agent = rig("def main(prompt, session_id=None):\n    return str(session_id)\n")
    assert say(agent, "one", "../anna") == "../anna"


def test_a_bucket_that_denies_everything_fails_the_call_and_says_so(talking) -> None:
    agent = talking(AGENTS["at module level"], SLIPWAY_SESSIONS="conversations/elsewhere")
    answer = agent.call({"prompt": "one [[notool]]", "session_id": "anna"})
    assert answer["statusCode"] == 500
    assert "AccessDenied" in agent.log()
