"""The template, the manifest and the data agree with each other and with what they describe."""

from __future__ import annotations

import importlib.metadata
import json
import pkgutil
import re

import pytest
import strands_tools
import yaml
from conftest import PLACEHOLDER, RESOURCES

TEMPLATE = yaml.safe_load((RESOURCES / "lambda" / "template.yaml").read_text())
MANIFEST = json.loads((RESOURCES / "manifest.json").read_text())
ON_LAMBDA = [*MANIFEST["lambda"]["source"], *MANIFEST["lambda"]["runtime"]]
ON_AGENTCORE = MANIFEST["agentcore"]["source"]
REQUIREMENTS = json.loads((RESOURCES / "data" / "requirements.json").read_text())

PARAMETERS = {
    "FunctionName": None, "Runtime": "python3.11", "Architecture": "x86_64", "MemorySize": 512, "Timeout": 300, "EphemeralStorage": 512,
    "EnableFunctionUrl": "true", "FunctionUrlAuth": "AWS_IAM", "EnableRestApi": "false", "RestApiAuth": "AWS_IAM",
    "SubnetIds": "", "SecurityGroupIds": "", "ManagedPolicyArns": "", "PermissionsBoundary": "", "SecretArn": "", "SecretVersionId": "",
    "BedrockResources": "arn:aws:bedrock:*::foundation-model/*,arn:aws:bedrock:*:*:inference-profile/*,"
    "arn:aws:bedrock:*:*:application-inference-profile/*",
    "SessionBucket": "", "SessionPrefix": "", "Isolation": "call",
    "LogRetentionDays": 30, "Tracing": "PassThrough", "ReservedConcurrency": -1, "ProvisionedConcurrency": 0,
    "CorsAllowOrigin": "*", "InvokeMode": "BUFFERED", "AdapterLayerArn": "", "DeploymentId": "none",
}  # fmt: skip
OUTPUTS = ["FunctionArn", "FunctionName", "FunctionVersion", "AliasArn", "FunctionUrl", "ApiEndpoint", "LogGroupName"]


def test_parameters_and_defaults_are_pinned() -> None:
    assert {name: declared.get("Default") for name, declared in TEMPLATE["Parameters"].items()} == PARAMETERS


def test_outputs_are_pinned() -> None:
    assert list(TEMPLATE["Outputs"]) == OUTPUTS


def test_it_is_plain_yaml_so_that_other_parsers_read_it() -> None:
    text = (RESOURCES / "lambda" / "template.yaml").read_text()
    assert not re.search(r"(?m)^[^#]*\s![A-Z]", text)


def test_the_places_slipway_writes_to_are_there() -> None:
    resources = TEMPLATE["Resources"]
    assert "BYPASS_TOOL_CONSENT" in resources["AgentFunction"]["Properties"]["Environment"]["Variables"]
    assert "Description" in resources["AgentFunction"]["Properties"]
    assert resources["DependencyLayer"]["Properties"]["ContentUri"].startswith("s3://")


def test_an_open_url_needs_an_explicit_yes_and_both_permissions() -> None:
    resources = TEMPLATE["Resources"]
    assert TEMPLATE["Parameters"]["FunctionUrlAuth"]["Default"] == "AWS_IAM"
    actions = {r["Properties"]["Action"] for r in resources.values() if r.get("Condition") == "HasOpenFunctionUrl"}
    assert actions == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}


def statements() -> dict[str, dict]:
    """What the agent may do, by the statement's name."""
    document = TEMPLATE["Resources"]["AgentRights"]["Properties"]["PolicyDocument"]
    found = [one["Fn::If"][1] if "Fn::If" in one else one for one in document["Statement"]]
    return {statement["Sid"]: statement for statement in found}


def test_only_what_cannot_be_scoped_is_allowed_on_everything() -> None:
    wide = [name for name, s in statements().items() if s["Resource"] == "*" and s["Effect"] == "Allow"]
    assert wide == ["AttachToVpc", "WriteTraces"]


def test_the_agents_own_code_is_denied_what_lambda_needs_for_the_vpc() -> None:
    allowed, denied = statements()["AttachToVpc"], statements()["LeaveTheVpcAlone"]
    assert denied["Effect"] == "Deny"
    assert set(allowed["Action"]) <= set(denied["Action"])
    assert list(denied["Condition"]["ArnEquals"]) == ["lambda:SourceFunctionArn"]


def test_guardrails_of_the_account_may_be_applied() -> None:
    guardrails = statements()["ApplyGuardrails"]
    assert guardrails["Resource"]["Fn::Sub"].endswith(":bedrock:*:${AWS::AccountId}:guardrail/*")


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        ("FunctionName", ["a", "my-agent_1", "x" * 64], ["", "a b", "x" * 65, "a.b", "ä"]),
        ("SecretArn", ["", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:slipway/a-AbCdEf"], ["x", "arn:aws:s3:::b"]),
        ("CorsAllowOrigin", ["*", "https://a.example", "http://localhost:3000"], ["", "a.example", "https://a b"]),
        ("AdapterLayerArn", ["", "arn:aws:lambda:us-east-1:753240598075:layer:LambdaAdapterLayerX86:22"], ["layer"]),
    ],
)
def test_patterns_accept_and_refuse(parameter: str, good: list[str], bad: list[str]) -> None:
    pattern = re.compile(TEMPLATE["Parameters"][parameter]["AllowedPattern"])
    assert [value for value in good if not pattern.fullmatch(value)] == []
    assert [value for value in bad if pattern.fullmatch(value)] == []


def test_the_manifest_lists_every_file_and_no_other() -> None:
    listed = {"manifest.json", MANIFEST["lambda"]["template"], MANIFEST["agentcore"]["template"], *ON_LAMBDA, *ON_AGENTCORE}
    listed |= {*MANIFEST["check"]["files"], *MANIFEST["data"].values()}
    files = {path for path in RESOURCES.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {str(path.relative_to(RESOURCES)) for path in files} == listed


def test_the_manifest_describes_the_injection() -> None:
    injection = MANIFEST["lambda"]["injection"]
    lines = (RESOURCES / injection["file"]).read_text().splitlines()
    assert lines == [injection["begin_marker"], injection["placeholder"], injection["end_marker"]]
    assert injection["placeholder"] + "\n" == PLACEHOLDER


def test_the_adapter_layers_fit_the_parameter() -> None:
    pattern = TEMPLATE["Parameters"]["AdapterLayerArn"]["AllowedPattern"]
    for architecture in TEMPLATE["Parameters"]["Architecture"]["AllowedValues"]:
        assert re.fullmatch(pattern, MANIFEST["adapter_layers"][architecture].format(region="us-east-1"))


@pytest.mark.parametrize("package", REQUIREMENTS["pins"])
def test_pins_and_extras_are_those_of_the_installed_packages(package: str) -> None:
    assert importlib.metadata.version(package) == REQUIREMENTS["pins"][package]
    assert f"{package}=={REQUIREMENTS['pins'][package]}" in REQUIREMENTS["constraints"]
    known = importlib.metadata.metadata(package).get_all("Provides-Extra")
    model_extras = REQUIREMENTS["model_extras"]
    named = [extra for kind in model_extras.values() for extra in kind.values()]
    used = named if package == "strands-agents" else REQUIREMENTS["tool_extras"].values()
    assert set(used) <= set(known)


def test_every_named_tool_exists() -> None:
    tools = {module.name for module in pkgutil.iter_modules(strands_tools.__path__)}
    assert set(REQUIREMENTS["tool_extras"]) | set(REQUIREMENTS["unsuitable_tools"]) <= tools


def test_every_named_model_class_exists_in_its_module() -> None:
    import strands.models

    modules = {module.name for module in pkgutil.iter_modules(strands.models.__path__)}
    assert set(REQUIREMENTS["model_extras"]["modules"]) <= modules


@pytest.mark.parametrize("path", [*ON_LAMBDA, *ON_AGENTCORE, *MANIFEST["check"]["files"]])
def test_files_stay_readable(path: str) -> None:
    assert len((RESOURCES / path).read_text().splitlines()) <= 300
