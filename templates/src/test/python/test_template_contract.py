"""The template contract of `verify` notices what is wrong: each case breaks the template and names the complaints."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import HERE, RESOURCES

ROOT = HERE.parents[3]
TEMPLATE = yaml.safe_load((RESOURCES / "lambda" / "template.yaml").read_text())
RIGHTS = "AgentRights0123456789ab"
READ_SECRET = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "SecretArn"}}
DOCUMENT = {"Version": "2012-10-17", "Statement": [READ_SECRET]}
VPC = "SubnetIds=subnet-12345678,subnet-22345678, SecurityGroupIds=sg-12345678"
NOTHING = {"Ref": "AWS::NoValue"}

# Runs in SAM's environment, for its translator and cfn-lint. Reads {"case": template} and prints what each case found,
# {"case": {"fact": [complaints]}}, for these and for two more that have no template of their own.
DRIVER = """
import json, logging, sys
sys.path.insert(0, sys.argv[1])
logging.disable(logging.WARNING)
from template_contract import published, structure, wrong_names, wrong_regions
cases = {case: structure(published(template)) for case, template in json.load(sys.stdin).items()}
cases["a region"] = wrong_regions(open(sys.argv[2]).read(), [{"region": "ca-west-1", "function_urls": "yes"}])
cases["names"] = wrong_names({"Parameters": {"A": {}, "B": {}}}, 'values.put("B", b); values.put("C", c);')
json.dump({case: {fact: wrong for fact, wrong in facts if wrong} for case, facts in cases.items()}, sys.stdout)
"""


def sound(t: dict) -> None:
    pass


def function_without_its_rights(t: dict) -> None:
    del t["AgentFunction"]["DependsOn"]


def secret_in_the_role(t: dict) -> None:
    t["AgentRole"]["Properties"]["Policies"] = [{"PolicyName": "secret", "PolicyDocument": DOCUMENT}]


def condition_in_the_role(t: dict) -> None:
    t["AgentRole"]["Properties"]["Description"] = {"Fn::If": ["HasTracing", "a", "b"]}


def rights_that_are_changed_in_place(t: dict) -> None:
    t["MoreRights"] = copy.deepcopy(t["AgentRights"])
    t["MoreRights"]["Properties"]["PolicyDocument"] = DOCUMENT


def second_name_for_the_rights(t: dict) -> None:
    t["AgentUrl"]["DependsOn"] = "AgentRights"


def reference_to_what_may_not_exist(t: dict) -> None:
    t["RestApiStage"]["Properties"]["DeploymentId"] = {"Ref": "OpenRestApiDeployment"}


def reference_within_a_text(t: dict) -> None:
    t["AgentLogGroup"]["Properties"]["LogGroupName"] = {"Fn::Sub": "/${FunctionName}/${RestApi.RootResourceId}"}


def dependency_on_what_may_not_exist(t: dict) -> None:
    t["AgentLogGroup"]["DependsOn"] = ["AgentUrl"]


def property_that_may_be_missing(t: dict) -> None:
    t["AgentUrl"]["Properties"]["AuthType"] = {"Fn::If": ["HasSecret", {"Ref": "FunctionUrlAuth"}, NOTHING]}


def property_that_may_be_missing_deep_inside(t: dict) -> None:
    t["RestApiMethod"]["Properties"]["Integration"]["Type"] = {"Fn::If": ["HasVpc", NOTHING, "AWS_PROXY"]}


def url_of_the_unpublished_function(t: dict) -> None:
    t["AgentUrl"]["Properties"]["TargetFunctionArn"] = {"Fn::GetAtt": ["AgentFunction", "Arn"]}


def permission_for_a_name(t: dict) -> None:
    t["RestApiPermission"]["Properties"]["FunctionName"] = {"Ref": "FunctionName"}


BROKEN: dict[Callable[[dict], None], dict[str, list[str]]] = {
    sound: {},
    function_without_its_rights: {f"{RIGHTS} before AgentFunction": ["not always"]},
    secret_in_the_role: {"AgentRole stays as it is": ["changed in place by SecretArn"]},
    condition_in_the_role: {"AgentRole stays as it is": ["changed in place by Tracing"]},
    rights_that_are_changed_in_place: {
        "MoreRights before AgentFunction": ["not always"],
        "MoreRights stays as it is": ["changed in place by SecretArn"],
    },
    second_name_for_the_rights: {"AgentUrl": ["refers to AgentRights, which does not exist with the defaults"]},
    reference_to_what_may_not_exist: {
        "RestApiStage": ["refers to OpenRestApiDeployment, which does not exist with EnableRestApi=true"]
    },
    reference_within_a_text: {"AgentLogGroup": ["refers to RestApi, which does not exist with the defaults"]},
    dependency_on_what_may_not_exist: {
        "AgentLogGroup": ["refers to AgentUrl, which does not exist with EnableFunctionUrl=false"]
    },
    property_that_may_be_missing: {"AgentUrl": ["lacks AuthType with the defaults"]},
    property_that_may_be_missing_deep_inside: {
        "RestApiMethod": [f"lacks Integration.Type with EnableRestApi=true, {VPC}"]
    },
    url_of_the_unpublished_function: {
        "AgentUrl leads to the alias": ["not always"],
        "AgentUrl avoids $LATEST": ["not always"],
    },
    permission_for_a_name: {"RestApiPermission leads to the alias": ["not always"]},
}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, list[str]]]:
    """What the script says about every broken template, asked at once: its start takes longest."""
    sam = os.environ.get("SLIPWAY_SAM")
    if not sam:
        pytest.skip("SLIPWAY_SAM does not name SAM CLI, whose translator this needs; ./slipway verify sets it")
    cases = {case.__name__: broken(case) for case in BROKEN} | {"a rule": with_a_rule(), "an output": with_an_output()}
    python = Path(sam).with_name("python")
    command = [python, "-B", "-E", "-s", "-c", DRIVER, ROOT / "launcher" / "py", RESOURCES / "lambda" / "template.yaml"]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def broken(case: Callable[[dict], None]) -> dict[str, Any]:
    template = copy.deepcopy(TEMPLATE)
    case(template["Resources"])
    return template


def with_a_rule() -> dict[str, Any]:
    template = copy.deepcopy(TEMPLATE)
    is_on = {"Fn::Equals": [{"Ref": "EnableFunctionUrl"}, "true"]}
    template["Rules"]["AlwaysAUrl"] = {"Assertions": [{"Assert": is_on}]}
    return template


def with_an_output() -> dict[str, Any]:
    template = copy.deepcopy(TEMPLATE)
    del template["Outputs"]["FunctionUrl"]["Condition"]
    return template


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.__name__)
def test_what_is_broken_is_named_and_nothing_else(found, case: Callable[[dict], None]) -> None:
    assert found[case.__name__] == BROKEN[case]


def test_a_rule_that_slipway_breaks_is_named(found) -> None:
    assert found["a rule"] == {"AlwaysAUrl": ["broken by EnableFunctionUrl=false"]}


def test_an_output_of_what_may_not_exist_is_named(found) -> None:
    complaint = "refers to AgentUrl, which does not exist with EnableFunctionUrl=false"
    assert found["an output"] == {"output FunctionUrl": [complaint]}


def test_a_region_without_function_urls_is_named(found) -> None:
    assert found["a region"] == {"ca-west-1": ["E3006 Resource type 'AWS::Lambda::Url' does not exist in 'ca-west-1'"]}


def test_a_parameter_that_only_one_side_knows_is_named(found) -> None:
    assert found["names"] == {
        "parameter A": ["Slipway never sets it"],
        "parameter C": ["the template does not declare it"],
    }
