"""aws_requests.py ROOT: compares the requests that tests sent to AWS's emulator with AWS's own models (botocore).

Tests write them below ROOT as */target/aws-requests/*.requests.ndjson. Stdout has "passed failed", where each operation of a
service counts once; stderr names every violation, with its test, and the operations of the code that no test sent.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import botocore.loaders
import botocore.model

# An S3 request without an owner would be answered by whoever created the bucket first. These two can't have one.
WITHOUT_OWNER = {"CreateBucket", "ListBuckets"}
EXAMPLES = 3
# IAM's names, where they are not the operation's.
ACTIONS = {
    "lambda:Invoke": "lambda:InvokeFunction",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:DeleteObjects": "s3:DeleteObject",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
    "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
    "s3:CreateMultipartUpload": "s3:PutObject",
    "s3:UploadPart": "s3:PutObject",
    "s3:UploadPartCopy": "s3:PutObject",
    "s3:ListMultipartUploads": "s3:ListBucketMultipartUploads",
    "s3:CopyObject": "s3:PutObject",
    "s3:CompleteMultipartUpload": "s3:PutObject",
    "lambda:GetLayerVersionByArn": "lambda:GetLayerVersion",
}
PREFIXES = {"cloudwatchlogs": "logs", "bedrockagentcore": "bedrock-agentcore", "bedrockagentcorecontrol": "bedrock-agentcore"}


class Models:
    """The services by the id that the Java SDK gives them, such as "CloudWatch Logs"."""

    def __init__(self) -> None:
        self.loader = botocore.loaders.Loader()
        self.names: dict[str, str] = {}
        self.services: dict[str, botocore.model.ServiceModel] = {}

    def operation(self, service_id: str, name: str) -> botocore.model.OperationModel:
        key = squeezed(service_id)
        if key not in self.services:
            service = self.name(key)
            self.services[key] = botocore.model.ServiceModel(self.loader.load_service_model(service, "service-2"), service)
        return self.services[key].operation_model(name)

    def name(self, key: str) -> str:
        for candidate in self.loader.list_available_services("service-2"):
            if squeezed(candidate) == key or KNOWN_IDS.get(key) == candidate:
                return candidate
        raise KeyError(f"{key}: botocore has no such service")


# Where the service's id and botocore's name differ.
KNOWN_IDS = {"cloudwatchlogs": "logs"}


def squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def violations(shape: botocore.model.Shape, value: object, where: str) -> Iterator[str]:
    """What AWS would refuse in a value; botocore itself checks neither patterns nor upper limits."""
    kind = shape.type_name
    limits = shape.metadata
    if kind == "structure":
        yield from structure(shape, value, where)
    elif kind == "list":
        if not isinstance(value, list):
            yield f"{where}: {value!r} (expected: a list)"
            return
        yield from within(limits, len(value), where, "elements")
        for index, element in enumerate(value):
            yield from violations(shape.member, element, f"{where}[{index}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield f"{where}: {value!r} (expected: a map)"
            return
        yield from within(limits, len(value), where, "entries")
        for key, inner in value.items():
            yield from violations(shape.key, key, f"{where} (key)")
            yield from violations(shape.value, inner, f"{where}.{key}")
    elif kind == "string":
        yield from text(shape, value, where)
    elif kind in ("integer", "long", "float", "double"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"{where}: {value!r} (expected: a number)"
        else:
            yield from within(limits, value, where, "")
    elif kind == "boolean" and not isinstance(value, bool):
        yield f"{where}: {value!r} (expected: true or false)"
    elif kind == "blob" and isinstance(value, dict):
        yield from within(limits, value.get("bytes", 0), where, "bytes")


def structure(shape: botocore.model.StructureShape, value: object, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: {value!r} (expected: a structure)"
        return
    for name in shape.required_members:
        if name not in value:
            yield f"{where}.{name}: missing"
    for name, inner in value.items():
        if name not in shape.members:
            yield f"{where}.{name}: unknown to the model"
        else:
            yield from violations(shape.members[name], inner, f"{where}.{name}")


def text(shape: botocore.model.StringShape, value: object, where: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{where}: {value!r} (expected: text)"
        return
    yield from within(shape.metadata, len(value), where, "characters")
    if shape.enum and value not in shape.enum:
        yield f"{where}: {value!r} (expected: one of {', '.join(shape.enum[:8])}, …)"
    pattern = shape.metadata.get("pattern")
    if pattern and not matches(pattern, value):
        yield f"{where}: {value[:80]!r} (expected: {pattern})"


def matches(pattern: str, value: str) -> bool:
    """Python's expressions lack Unicode classes; a letter and a space stand in for those."""
    pattern = pattern.replace(r"\p{L}", r"\w").replace(r"\p{Z}", r"\s").replace(r"\p{N}", r"\d")
    pattern = pattern.replace(r"\p{ASCII}", r"\x00-\x7f").replace(r"\u0000", "\x00")
    try:
        return re.fullmatch(pattern, value, re.DOTALL) is not None
    except re.error:
        print(f"    a pattern that Python can't read was skipped: {pattern}", file=sys.stderr)
        return True


def within(limits: dict, size: float, where: str, unit: str) -> Iterator[str]:
    low, high = limits.get("min"), limits.get("max")
    if low is not None and size < low or high is not None and size > high:
        yield f"{where}: {size} {unit} (expected: {low} to {high})"


def main(root: Path) -> None:
    models = Models()
    seen: dict[tuple[str, str], set[str]] = {}
    count = 0
    tests = sorted(tuple(json.loads(line).values()) for line in lines(root, "*.tests.ndjson"))
    for line in lines(root, "*.requests.ndjson"):
        request = json.loads(line)
        key = (request["service"], request["operation"])
        count += 1
        for found in check(models, key, request["input"]):
            seen.setdefault(key, set()).add(f"{found}  [{test_at(tests, request['at'])}]")
        seen.setdefault(key, set())
    failed = {key: found for key, found in seen.items() if found}
    for (service, operation), found in sorted(failed.items()):
        for example in sorted(found)[:EXAMPLES]:
            print(f"    failed: {service} {operation}: {example}", file=sys.stderr)
    wanted = called(root)
    missing = sorted(wanted - {f"{squeezed(service)} {operation}" for service, operation in seen})
    print(f"    {count} requests, {len(seen)} operations; of {len(wanted)} in the code no test sent {len(missing)}: "
          f"{', '.join(missing) or '-'}", file=sys.stderr)
    refused = denied(root) if (root / "docs").is_dir() else []
    for operation in refused:
        print(f"    failed: docs/iam allows neither worker nor starter {action_of(operation)}", file=sys.stderr)
    print(len(seen) - len(failed), len(failed) + len(refused))


def check(models: Models, key: tuple[str, str], value: dict) -> Iterator[str]:
    service, operation = key
    shape = models.operation(service, operation).input_shape
    if shape is None:
        return
    yield from violations(shape, value, operation)
    if service == "S3" and operation not in WITHOUT_OWNER and "ExpectedBucketOwner" not in value:
        yield f"{operation}.ExpectedBucketOwner: missing"


def lines(root: Path, name: str) -> Iterator[str]:
    for file in sorted(root.glob(f"*/target/aws-requests/{name}")):
        with file.open(encoding="utf-8") as content:
            yield from content


def denied(root: Path) -> list[str]:
    """The operations of the code that neither the worker's nor the starter's documented policy allows."""
    allowed = {
        action
        for name in ("worker", "starter")
        for statement in json.loads((root / "docs" / "iam" / f"{name}.json").read_text(encoding="utf-8"))["Statement"]
        if statement["Effect"] == "Allow"
        for action in statement["Action"]
    }
    return sorted(operation for operation in called(root) if action_of(operation) not in allowed)


def action_of(operation: str) -> str:
    service, name = operation.split()
    action = f"{PREFIXES.get(service, service)}:{name}"
    return ACTIONS.get(action, action)


def test_at(tests: list[tuple[str, str]], moment: str) -> str:
    begun = [name for at, name in tests if at <= moment]
    return begun[-1] if begun else "a unit test"


def called(root: Path) -> set[str]:
    """The operations that the code calls, as AwsOperationsIT wrote them: "lambda CreateFunction"."""
    found = list(root.glob("*/target/aws-requests/operations.txt"))
    return {line.strip() for file in found for line in file.read_text(encoding="utf-8").splitlines() if line.strip()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
