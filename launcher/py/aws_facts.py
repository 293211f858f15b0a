"""aws_facts.py API TEMPLATE IAM DATA: compares what Slipway says about AWS with what cfn-lint knows.

API is the folder with regions.csv and runtimes.csv, IAM the one with the documented policies, DATA the check's. Runs in
cfn-lint's environment. Stdout has "passed failed": a region, a runtime, a type of resource or a service of IAM each.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import cfnlint
import yaml
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

# What the transform makes of the template's Serverless resources.
SERVERLESS = {"AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::Lambda::LayerVersion"}
REST_API = {"AWS::ApiGateway::RestApi", "AWS::ApiGateway::Deployment", "AWS::ApiGateway::Stage"}
# What handlers call only for properties that the template does not set.
NOT_CALLED = {
    # file systems, keys of one's own, signed code, capacity providers
    *("elasticfilesystem:DescribeMountTargets", "s3files:ListMountTargets"),
    *("kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
    *("lambda:PutFunctionCodeSigningConfig", "lambda:DeleteFunctionCodeSigningConfig", "lambda:PassCapacityProvider"),
    # an alias that moves gradually
    *("codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:GetDeploymentConfig"),
    *("codedeploy:GetDeploymentGroup", "codedeploy:StopDeployment"),
    "iam:ListRoles",
    # policies of users and groups
    *("iam:GetUserPolicy", "iam:PutUserPolicy", "iam:DeleteUserPolicy"),
    *("iam:GetGroupPolicy", "iam:PutGroupPolicy", "iam:DeleteGroupPolicy"),
    # log groups with keys, data protection, indexes or delivery elsewhere
    *("firehose:TagDeliveryStream", "logs:AssociateKmsKey", "logs:DisassociateKmsKey", "logs:CreateLogDelivery"),
    *("logs:PutDataProtectionPolicy", "logs:DeleteDataProtectionPolicy", "logs:PutIndexPolicy", "logs:DeleteIndexPolicy"),
    *("logs:PutResourcePolicy", "logs:DeleteResourcePolicy", "logs:PutBearerTokenAuthentication"),
    *("logs:PutLogGroupDeletionProtection", "s3:REST.PUT.OBJECT"),
}
URLS = "AWS::Lambda::Url"
AGENTCORE = {"AWS::BedrockAgentCore::Runtime", "AWS::BedrockAgentCore::RuntimeEndpoint"}
ACTIONS = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json"
LIFECYCLE = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json"


def wrong_regions(regions: Path, template: Path) -> Iterator[tuple[str, list[str]]]:
    resources = yaml.safe_load(template.read_text(encoding="utf-8"))["Resources"].values()
    needed = {r["Type"] for r in resources if not r["Type"].startswith("AWS::Serverless::")} | SERVERLESS
    for row in rows(regions):
        present = set(PROVIDER_SCHEMA_MANAGER.get_resource_types(row["region"]))
        wrong = [f"{missing} is not there" for missing in sorted(needed - present - {URLS})]
        if (URLS in present) != (row["function_urls"] == "yes"):
            wrong.append(f"function_urls: {row['function_urls']} (expected: {'yes' if URLS in present else 'no'})")
        if (present >= AGENTCORE) != (row["agentcore"] == "yes"):
            wrong.append(f"agentcore: {row['agentcore']} (expected: {'yes' if present >= AGENTCORE else 'no'})")
        yield row["region"], wrong


def wrong_runtimes(runtimes: Path) -> Iterator[tuple[str, list[str]]]:
    known = json.loads(LIFECYCLE.read_text(encoding="utf-8"))
    for row in rows(runtimes):
        dates = known.get(row["runtime"], {})
        names = {"deprecated": "deprecated", "create_blocked": "create-block", "update_blocked": "update-block"}
        yield row["runtime"], [
            f"{ours}: {row[ours]} (expected: {dates.get(theirs)})" for ours, theirs in names.items() if row[ours] != dates.get(theirs)
        ]


def wrong_rights(template: Path, iam: Path) -> Iterator[tuple[str, list[str]]]:
    """CloudFormation's role must have what the handlers of the template's resources call."""
    policy = json.loads((iam / "cloudformation.json").read_text(encoding="utf-8"))
    allowed = {action for statement in policy["Statement"] for action in statement["Action"]}
    types = {r["Type"] for r in yaml.safe_load(template.read_text(encoding="utf-8"))["Resources"].values()}
    types = {name for name in types if not name.startswith("AWS::Serverless::")} | SERVERLESS | REST_API
    for name in sorted(types):
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", name).schema
        called = {p for handler in schema.get("handlers", {}).values() for p in handler.get("permissions", [])}
        missing = sorted(called - allowed - NOT_CALLED)
        yield name, [f"docs/iam/cloudformation.json lacks {', '.join(missing)}"] if missing or not called else []


def wrong_actions(data: Path) -> Iterator[tuple[str, list[str]]]:
    """What the check proposes must be actions of IAM."""
    known = json.loads(ACTIONS.read_text(encoding="utf-8"))
    rights = json.loads((data / "aws_rights.json").read_text(encoding="utf-8"))
    prefixes = set(json.loads((data / "sdk_actions.json").read_text(encoding="utf-8"))["prefixes"].values())
    named = [text for operations in rights["actions"].values() for texts in operations.values() for text in texts]
    named += [text for texts in rights["tools"].values() for text in texts]
    named += [text for kind in rights["classes"].values() for text in kind["actions"]]
    actions: dict[str, set[str]] = {prefix: set() for prefix in prefixes}
    for text in [*named, *rights["granted"]]:
        prefix, _, name = text.partition(" ")[0].partition(":")
        actions.setdefault(prefix, set()).add(name)
    for prefix, names in sorted(actions.items()):
        of_service = known.get(prefix, {}).get("Actions")
        wrong = sorted(name for name in names if name.lower() not in (of_service or {}))
        yield prefix, [f"{prefix} is no service of IAM"] if of_service is None else [f"{name} is no action" for name in wrong]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(api: Path, template: Path, iam: Path, data: Path) -> None:
    results = [
        *wrong_regions(api / "regions.csv", template),
        *wrong_runtimes(api / "runtimes.csv"),
        *wrong_rights(template, iam),
        *wrong_actions(data),
    ]
    failed = [(name, wrong) for name, wrong in results if wrong]
    for name, wrong in failed:
        print(f"    failed: {name}: {', '.join(wrong)}", file=sys.stderr)
    print(len(results) - len(failed), len(failed))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
