"""The rights in AWS that the code needs: from its clients, its tools and the classes that call AWS for it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import RESOURCES, codes

MAIN = "def main(p):\n    return p\n"
RIGHTS = json.loads((RESOURCES / "data" / "aws_rights.json").read_text(encoding="utf-8"))


def needs(answer: dict[str, Any]) -> dict[str, list[str]]:
    """Resources by action."""
    found: dict[str, set[str]] = {}
    for right in answer["rights"]:
        for action in right["actions"]:
            found.setdefault(action, set()).update(right["resources"])
    return {action: sorted(resources) for action, resources in found.items()}


CODE: dict[str, tuple[str, dict[str, list[str]]]] = {
    "a tool that is given by name": (
        "from strands import Agent\nagent = Agent(tools=['strands_tools.retrieve'])",
        {"bedrock:Retrieve": ["arn:aws:bedrock:*:*:knowledge-base/*"]},
    ),
    "a client in a variable": (
        "import boto3\ns3 = boto3.client('s3')\ns3.get_object(Bucket='b', Key='k')",
        {"s3:GetObject": ["arn:aws:s3:::b/*"]},
    ),
    "another name of the module": (
        "import boto3 as aws\nq = aws.client(service_name='sqs')\n"
        "q.send_message(QueueUrl='https://sqs.eu-west-1.amazonaws.com/123456789012/jobs', MessageBody='m')",
        {"sqs:SendMessage": ["arn:aws:sqs:eu-west-1:123456789012:jobs"]},
    ),
    "a function of the module": (
        "from boto3 import client\nclient('sns').publish(TopicArn='arn:aws:sns:us-east-1:123456789012:t', Message='m')",
        {"sns:Publish": ["arn:aws:sns:us-east-1:123456789012:t"]},
    ),
    "a session's client": (
        "from boto3.session import Session\nd = Session(region_name='eu-west-1').client('dynamodb')\nd.scan(TableName='t')",
        {"dynamodb:Scan": ["arn:aws:dynamodb:*:*:table/t"]},
    ),
    "an attribute": (
        "import boto3\nclass Store:\n    def __init__(self):\n        self.db = boto3.resource('dynamodb')\n"
        "        self.table = self.db.Table('t')\n    def put(self):\n        self.table.put_item(Item={})\ns = Store()",
        {"dynamodb:PutItem": ["arn:aws:dynamodb:*:*:table/t"]},
    ),
    "a function that makes it": (
        "import boto3\nfrom functools import lru_cache\n@lru_cache\ndef table(name):\n"
        "    return boto3.resource('dynamodb').Table(name)\ntable('t').query(IndexName='i')",
        {"dynamodb:Query": ["arn:aws:dynamodb:*:*:table/t", "arn:aws:dynamodb:*:*:table/t/index/*"]},
    ),
    "a function that is told which": (
        "import boto3\ndef of(service):\n    return boto3.client(service)\nof('ssm').get_parameter(Name='/a/b')",
        {"ssm:GetParameter": ["arn:aws:ssm:*:*:parameter/a/b"]},
    ),
    "a function that is given it": (
        "import boto3\ndef save(db, item):\n    db.put_item(TableName='t', Item=item)\nsave(boto3.client('dynamodb'), {})",
        {"dynamodb:PutItem": ["arn:aws:dynamodb:*:*:table/t"]},
    ),
    "one of several": (
        "import boto3\nclients = {'s3': boto3.client('s3'), 'db': boto3.client('dynamodb')}\n"
        "clients['db'].put_item(TableName='t')\nfor c in clients.values():\n    c.get_object(Bucket='b')",
        {"dynamodb:PutItem": ["arn:aws:dynamodb:*:*:table/t"], "s3:GetObject": ["arn:aws:s3:::b/*"]},
    ),
    "names of parameters": (
        "import boto3\nfrom strands import Agent, tool\ndef read(bucket):\n    boto3.client('s3').get_object(Bucket=bucket)\n"
        "@tool\ndef drop(table: str) -> str:\n    boto3.client('dynamodb').delete_table(TableName=table)\n"
        "read('a')\nread('b')\nagent = Agent(tools=[drop])\nif __name__ == '__main__':\n    drop('mine')",
        {
            "s3:GetObject": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
            "dynamodb:DeleteTable": ["arn:aws:dynamodb:*:*:table/*"],
        },
    ),
    "files and copies": (
        "import boto3\ns3 = boto3.client('s3')\ns3.upload_file('f', 'a', 'k')\ns3.download_file('b', 'k', 'f')\n"
        "s3.copy({'Bucket': 'c', 'Key': 'k'}, 'd', 'k')\ns3.copy_object(CopySource='e/k', Bucket='d', Key='k')",
        {
            "s3:PutObject": ["arn:aws:s3:::a/*", "arn:aws:s3:::d/*"],
            "s3:GetObject": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*", "arn:aws:s3:::e/*"],
        },
    ),
    "a key with a name of its own": (
        "import boto3\nboto3.client('kms').decrypt(CiphertextBlob=b'', KeyId='alias/a')",
        {"kms:Decrypt": ["arn:aws:kms:*:*:key/*"]},
    ),
    "aioboto3": (
        "import aioboto3\nsession = aioboto3.Session()\nasync def main(p):\n"
        "    async with session.client('s3') as s3:\n        await s3.put_object(Bucket='b', Key='k')",
        {"s3:PutObject": ["arn:aws:s3:::b/*"]},
    ),
    "aiobotocore in an exit stack": (
        "from aiobotocore.session import get_session\nasync def main(p, stack=None):\n"
        "    s3 = await stack.enter_async_context(get_session().create_client('s3'))\n    await s3.delete_object(Bucket='b')",
        {"s3:DeleteObject": ["arn:aws:s3:::b/*"]},
    ),
    "a thread": (
        "import asyncio, boto3\ns = boto3.client('secretsmanager')\nasync def main(p):\n"
        "    return await asyncio.to_thread(s.get_secret_value, SecretId='key')",
        {"secretsmanager:GetSecretValue": ["arn:aws:secretsmanager:*:*:secret:key-??????"]},
    ),
    "a tool": (
        "import boto3\nfrom strands import Agent, tool\n@tool\ndef f() -> str:\n    boto3.client('ses').send_email(Source='a')\n"
        "a = Agent(tools=[f])",
        {"ses:SendEmail": ["*"]},
    ),
    "a paginator": (
        "import boto3\nfor page in boto3.client('s3').get_paginator('list_objects_v2').paginate(Bucket='b'):\n    pass",
        {"s3:ListBucket": ["arn:aws:s3:::b"]},
    ),
    "a waiter": (
        "import boto3\nboto3.client('s3').get_waiter('object_exists').wait(Bucket='b', Key='k')",
        {"s3:GetObject": ["arn:aws:s3:::b/*"]},
    ),
    "a signed address": (
        "import boto3\nboto3.client('s3').generate_presigned_url('put_object', Params={'Bucket': 'b', 'Key': 'k'})",
        {"s3:PutObject": ["arn:aws:s3:::b/*"]},
    ),
    "operations whose right has another name": (
        "import boto3\ns3 = boto3.client('s3')\ns3.head_object(Bucket='b')\ns3.list_objects_v2(Bucket='b')\n"
        "s3.upload_file('f', Bucket='b')\ns3.list_buckets()\ns3.copy_object(Bucket='c')\n"
        "boto3.client('lambda').invoke(FunctionName='f')\nboto3.client('sqs').send_message_batch(QueueUrl='q')",
        {
            "s3:GetObject": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"],
            "s3:ListBucket": ["arn:aws:s3:::b"],
            "s3:PutObject": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"],
            "s3:ListAllMyBuckets": ["*"],
            "lambda:InvokeFunction": ["arn:aws:lambda:*:*:function:f"],
            "sqs:SendMessage": ["arn:aws:sqs:*:*:q"],
        },
    ),
    "operations in capital letters": (
        "import boto3\nboto3.client('rds').describe_db_instances()",
        {"rds:DescribeDBInstances": ["*"]},
    ),
    "services of another name": (
        "import boto3\nboto3.client('stepfunctions').start_execution(stateMachineArn='arn:aws:states:us-east-1:1:stateMachine:m')\n"
        "boto3.client('cloudwatch').put_metric_data(Namespace='n')\nboto3.client('bedrock-agent-runtime').retrieve(knowledgeBaseId='KB1')",
        {
            "states:StartExecution": ["arn:aws:states:us-east-1:1:stateMachine:m"],
            "cloudwatch:PutMetricData": ["*"],
            "bedrock:Retrieve": ["arn:aws:bedrock:*:*:knowledge-base/KB1"],
        },
    ),
    "objects of the resource interface": (
        "import boto3\ns3 = boto3.resource('s3')\nbucket = s3.Bucket('b')\nfor o in bucket.objects.filter(Prefix='p'):\n"
        "    o.get()\nbucket.upload_file('f', 'k')\ns3.Object('c', 'k').put(Body=b'')\n"
        "q = boto3.resource('sqs').get_queue_by_name(QueueName='jobs')\nfor m in q.receive_messages():\n    m.delete()",
        {
            "s3:ListBucket": ["arn:aws:s3:::b"],
            "s3:GetObject": ["arn:aws:s3:::b/*"],
            "s3:PutObject": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"],
            "sqs:GetQueueUrl": ["arn:aws:sqs:*:*:jobs"],
            "sqs:ReceiveMessage": ["arn:aws:sqs:*:*:jobs"],
            "sqs:DeleteMessage": ["arn:aws:sqs:*:*:jobs"],
        },
    ),
    "a table's writer": (
        "import boto3\nt = boto3.resource('dynamodb').Table('t')\nwith t.batch_writer() as batch:\n    batch.put_item(Item={})",
        {"dynamodb:BatchWriteItem": ["arn:aws:dynamodb:*:*:table/t"], "dynamodb:PutItem": ["arn:aws:dynamodb:*:*:table/t"]},
    ),
    "a transaction": (
        "import boto3\nboto3.client('dynamodb').transact_write_items(TransactItems=[])",
        {f"dynamodb:{name}Item": ["*"] for name in ("ConditionCheck", "Delete", "Put", "Update")},
    ),
    "a name from the environment": (
        "import boto3, os\nt = boto3.resource('dynamodb').Table(os.environ['TABLE'])\nt.get_item(Key={})",
        {"dynamodb:GetItem": ["arn:aws:dynamodb:*:*:table/*"]},
    ),
    "a session manager": (
        "from strands.session.s3_session_manager import S3SessionManager\nS3SessionManager(session_id='s', bucket='b')",
        {
            "s3:GetObject": ["arn:aws:s3:::b/*"],
            "s3:PutObject": ["arn:aws:s3:::b/*"],
            "s3:DeleteObject": ["arn:aws:s3:::b/*"],
            "s3:ListBucket": ["arn:aws:s3:::b"],
        },
    ),
    "AgentCore's memory": (
        "from strands_tools.agent_core_memory import AgentCoreMemoryToolProvider\nAgentCoreMemoryToolProvider('m', 'a', 's', 'n')",
        {
            f"bedrock-agentcore:{name}": ["arn:aws:bedrock-agentcore:*:*:memory/m"]
            for name in ("CreateEvent", "DeleteMemoryRecord", "GetMemoryRecord", "ListMemoryRecords", "RetrieveMemoryRecords")
        },
    ),
    "a knowledge base": ("from strands_tools import retrieve as search\nt = [search]", {"bedrock:Retrieve": ["arn:aws:bedrock:*:*:knowledge-base/*"]}),
    "a tool that is only imported": ("from strands_tools import retrieve, memory, current_time\nt = [current_time]", {}),
    "what no one needs a right for": ("import boto3\nboto3.client('sts').get_caller_identity()", {}),
    "models, which the role may call": (
        "import boto3\nc = boto3.client('bedrock-runtime')\nc.converse(modelId='m')\nc.invoke_model(modelId='m')\n"
        "c.apply_guardrail(guardrailIdentifier='g')",
        {},
    ),
    "a guardrail of a model": ("from strands.models import BedrockModel\nBedrockModel(guardrail_id='g')", {}),
    "a client of something else": ("import docker, boto3\ndocker.client('events').put()\nx.resource('nothing').get()", {}),
    "a name that is not the client's": (
        "import boto3\ndef f():\n    client = boto3.client('s3')\n    client.get_object(Bucket='b')\n"
        "def g(client):\n    client.list_tools()\nf()",
        {"s3:GetObject": ["arn:aws:s3:::b/*"]},
    ),
    "what only a script does": ("import boto3\nif __name__ == '__main__':\n    boto3.client('s3').create_bucket(Bucket='b')", {}),
}


@pytest.mark.parametrize("kind", CODE)
def test_the_rights_that_the_code_needs(check, kind: str) -> None:
    code, expected = CODE[kind]
    assert needs(check(code + "\n" + ("" if "def main" in code else MAIN))) == {**expected}


def test_a_right_says_where_and_what_for_and_what_is_not_known(check) -> None:
    code = "import boto3, os\nt = boto3.resource('dynamodb').Table(os.getenv('TABLE', 'books'))\nt.get_item(Key={})\n"
    right = check(code + MAIN)["rights"][0]
    assert right == {
        "actions": ["dynamodb:GetItem"],
        "resources": ["arn:aws:dynamodb:*:*:table/books"],
        "line": 3,
        "reason": "t.get_item",
        "note": "books is the default of the variable TABLE",
    }
    given = check(code + MAIN, given="TABLE")["rights"][0]
    assert given["resources"] == ["arn:aws:dynamodb:*:*:table/*"] and "variable TABLE" in given["note"]


def test_a_right_that_the_role_lacks_is_a_warning_in_one_line(check) -> None:
    code = "import boto3\nboto3.client('ses').send_email(Source='a')\n" + MAIN
    (warning,) = check(code)["warnings"]
    assert (warning["code"], warning["line"]) == ("missing_right", 2)
    assert "ses:SendEmail" in warning["message"] and "--suggest-permissions" in warning["hint"]


@pytest.mark.parametrize("granted", ["ses:SendEmail", "ses:*", "SES:send*", "*", "s3:GetObject,ses:SendEmail"])
def test_a_right_that_the_deployment_gives_is_no_warning(check, granted: str) -> None:
    answer = check("import boto3\nboto3.client('ses').send_email(Source='a')\n" + MAIN, granted=granted)
    assert codes(answer["warnings"]) == [] and needs(answer) == {"ses:SendEmail": ["*"]}


UNKNOWN = {
    "a tool that calls whatever the model wants": "from strands_tools import use_aws\nt = [use_aws]\n",
    "a service that is not known": "import boto3, os\nboto3.client(os.environ['SERVICE'])\n",
    "an operation that is not known": "import boto3, os\ngetattr(boto3.client('s3'), os.environ['OPERATION'])()\n",
    "a client that others call": "import boto3\nload(boto3.client('s3'))\n",
    "a library that calls AWS": "import s3fs\n",
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_rights_that_cannot_be_known_are_said(check, kind: str) -> None:
    assert "rights_unknown" in dict(codes(check(UNKNOWN[kind] + MAIN)["warnings"]))


@pytest.mark.parametrize("tool", RIGHTS["tools"])
def test_a_tool_needs_what_its_source_calls(check, tool: str) -> None:
    path = Path(importlib.util.find_spec("strands_tools").submodule_search_locations[0]) / f"{tool}.py"  # type: ignore[union-attr]
    known = {text.partition(" ")[0] for text in RIGHTS["tools"][tool]} - set(RIGHTS["granted"])
    # A bucket that Bedrock writes to in the name of the caller is in no call.
    assert known - {"s3:PutObject"} == set(needs(check(path.read_bytes()))) - set(RIGHTS["granted"])
