"""sdk_actions.py FILE: writes what the check must know of AWS's Python SDK to call each right by its name in IAM.

Runs in an environment with boto3. For each client the service's prefix in IAM; the operations whose name does not follow
from the method's; and for the resource interface which operation is behind which method. test_sdk_actions.py compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import boto3
import botocore
from botocore import xform_name
from botocore.session import Session

# Where IAM knows a service by another name than the one that requests are signed with.
PREFIXES = {
    "cloudcontrol": "cloudformation",
    "cloudwatch": "cloudwatch",
    "iot-data": "iot",
    "iot-jobs-data": "iot",
    "iotsecuretunneling": "iot",
    "mturk": "mechanicalturk",
    "partnercentral-account": "partnercentral",
    "partnercentral-benefits": "partnercentral",
    "partnercentral-channel": "partnercentral",
    "partnercentral-selling": "partnercentral",
    "resourcegroupstaggingapi": "tag",
    "sso": "sso",
}
# IAM has no actions for these.
NOT_IN_IAM = ("applicationcostprofiler", "continuum", "iotthingsgraph", "opensearchmemory")
# The resource interfaces of what agents keep data in.
RESOURCES = ("dynamodb", "s3", "sns", "sqs")
WAITING = ("dynamodb", "s3")
# Services whose operations are told from other attributes; several clients may go by one name.
OPERATIONS = (*RESOURCES, "bedrock-agent-runtime", "bedrock-runtime", "events", "kms", "lambda", "secretsmanager", "ses", "ssm", "sts")


def facts() -> dict[str, Any]:
    """What the file contains."""
    session = Session()
    services = {name: session.get_service_model(name) for name in session.get_available_services()}
    services = {name: model for name, model in services.items() if name not in NOT_IN_IAM}
    irregular = {
        name: [operation for operation in model.operation_names if camel(xform_name(operation)) != operation]
        for name, model in services.items()
    }
    return {
        "source": f"launcher/py/sdk_actions.py with boto3 {boto3.__version__} and botocore {botocore.__version__}",
        "prefixes": {name: PREFIXES.get(name, model.signing_name) for name, model in services.items()},
        "irregular": {name: operations for name, operations in irregular.items() if operations},
        "operations": {name: services[name].operation_names for name in OPERATIONS},
        "waiters": {name: waiters(session, name) for name in RESOURCES if name in WAITING},
        "resources": {name: resource_types(name) for name in RESOURCES},
    }


def waiters(session: Session, service: str) -> dict[str, str]:
    """The operations that waiters call, by the waiters' names in Python."""
    model = session.create_client(service, region_name="us-east-1")._get_waiter_config()["waiters"]
    return {xform_name(name): waiter["operation"] for name, waiter in model.items()}


def camel(method: str) -> str:
    """The usual name of the operation behind a method."""
    return "".join(word[:1].upper() + word[1:] for word in method.split("_"))


def resource_types(service: str) -> dict[str, Any]:
    """The types of a resource interface; the service itself has the name ""."""
    version = boto3.Session()._loader.determine_latest_version(service, "resources-1")
    model = boto3.Session()._loader.load_service_model(service, "resources-1", version)
    types = {"": model["service"], **model["resources"]}
    found = {name: resource_type(definition) for name, definition in types.items()}
    # Every type can be made from the service itself.
    found[""]["made"] = {**{name: name for name in model["resources"]}, **found[""].get("made", {})}
    return found


def resource_type(definition: dict[str, Any]) -> dict[str, Any]:
    """Methods with their operations, methods that return another type, collections."""
    actions = definition.get("actions", {})
    methods = {xform_name(name): action["request"]["operation"] for name, action in actions.items()}
    if "load" in definition:
        methods["load"] = methods["reload"] = definition["load"]["request"]["operation"]
    for name, waiter in definition.get("waiters", {}).items():
        methods[xform_name("WaitUntil" + name)] = "wait:" + xform_name(waiter["waiterName"])
    made = {name: part["resource"]["type"] for name, part in definition.get("has", {}).items()}
    made |= {xform_name(name): action["resource"]["type"] for name, action in actions.items() if "resource" in action}
    many = {
        xform_name(name): [part["request"]["operation"], part["resource"]["type"]]
        for name, part in definition.get("hasMany", {}).items()
    }
    named = {"names": [part["name"] for part in definition.get("identifiers", [])], "methods": methods, "made": made, "many": many}
    return {key: value for key, value in named.items() if value}


def text() -> str:
    """The file's text: one service a line."""
    parts = []
    for key, value in facts().items():
        if isinstance(value, str):
            parts.append(f"  {json.dumps(key)}: {json.dumps(value)}")
        else:
            lines = (f"    {json.dumps(name)}: {json.dumps(part)}" for name, part in value.items())
            parts.append(f"  {json.dumps(key)}: {{\n" + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
