"""What the check knows of AWS's SDK is what the SDK says of itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import RESOURCES

GENERATOR = Path(__file__).resolve().parents[4] / "launcher" / "py"
RIGHTS = json.loads((RESOURCES / "data" / "aws_rights.json").read_text(encoding="utf-8"))
# What boto3 adds to clients and tables; IAM has no action of that name.
ADDED = {
    "dynamodb": ["BatchWriter"],
    "s3": ["Copy", "DownloadFile", "DownloadFileobj", "GeneratePresignedPost", "UploadFile", "UploadFileobj"],
}


@pytest.fixture(scope="module")
def sdk() -> Any:
    sys.path.insert(0, str(GENERATOR))
    import sdk_actions

    return sdk_actions


def test_the_generated_file_is_what_the_generator_writes(sdk) -> None:
    written = (RESOURCES / "data" / "sdk_actions.json").read_text(encoding="utf-8")
    assert written == sdk.text(), "write it again: launcher/py/sdk_actions.py says how"


def test_the_exceptions_name_operations_and_parameters_of_the_sdk() -> None:
    from botocore.session import Session

    for service, operations in RIGHTS["actions"].items():
        known = Session().get_service_model(service).operation_names
        assert [name for name in operations if name not in [*known, *ADDED.get(service, [])]] == []
    for service, parameters in RIGHTS["resources"].items():
        model = Session().get_service_model(service)
        shapes = [model.operation_model(name).input_shape for name in model.operation_names]
        members = {member for shape in shapes if shape for member in shape.members}
        assert set(parameters) <= members


def test_the_classes_exist_and_take_the_name() -> None:
    import inspect

    import strands.session
    import strands.storage
    import strands.vended_memory_stores.bedrock_knowledge_base as knowledge_base

    for home, name in [(strands.session, "S3SessionManager"), (strands.storage, "S3Storage")]:
        keyword, position, _ = RIGHTS["classes"][f"strands.{name}"]["name"]
        assert list(inspect.signature(getattr(home, name)).parameters)[position] == keyword
    assert knowledge_base.BedrockKnowledgeBaseStore
