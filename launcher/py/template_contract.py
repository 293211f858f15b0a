"""template_contract.py TEMPLATE REGIONS STACK_PARAMETERS: what CloudFormation makes of the template for any parameters.

REGIONS is regions.csv, STACK_PARAMETERS the Java source that names the parameters. Runs in SAM CLI's environment, which
has SAM's translator as well as cfn-lint. Stdout has "passed failed": a fact each about a resource, an output, a rule, a
parameter or a region.
"""

import copy
import csv
import functools
import itertools
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from cfnlint.api import ManualArgs, lint
from sam_template import Template, Truth, Values, references, transformed

FUNCTION, RIGHTS = "AgentFunction", "AgentRights"
BUCKET = "slipway-123456789012-us-east-1"
# The one parameter without a default.
NAME = {"FunctionName": "pilot"}
# Slipway gives the rights another name for each content (AgentTemplate.published).
PUBLISHED_RIGHTS = RIGHTS + "0123456789ab"
# A value other than the default, for parameters without allowed values.
OTHERS = {
    "SubnetIds": "subnet-12345678,subnet-22345678",
    "SecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:slipway/pilot/d-1-AbCdEf",
    "ManagedPolicyArns": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "PermissionsBoundary": "arn:aws:iam::123456789012:policy/agents",
    "SessionBucket": "slipway-123456789012-us-east-1",
    "ReservedConcurrency": "3",
    "ProvisionedConcurrency": "1",
}
# What Slipway sets only together with another parameter.
FOLLOWERS = {
    "SubnetIds": {"SecurityGroupIds": "sg-12345678"},
    "SecretArn": {"SecretVersionId": "0123456789abcdef"},
    "SessionBucket": {"SessionPrefix": "sessions/strands-agent-pilot"},
    "InvokeMode": {"AdapterLayerArn": "arn:aws:lambda:us-east-1:753240598075:layer:Adapter:22"},
}
# A role is changed in place, under the version that still answers. These have no other place:
IN_THE_ROLE = {
    "ManagedPolicyArns",  # attached to the role itself
    "PermissionsBoundary",  # a property of the role; the operator's, the same for every agent
}
# What lets a caller in.
ENTRANCES = {"AWS::Lambda::Url", "AWS::Lambda::Permission", "AWS::ApiGateway::Method"}
NO_URLS = "Resource type 'AWS::Lambda::Url' does not exist in"

# What was checked, and what is wrong with it.
Result = tuple[str, list[str]]


def structure(given: dict[str, Any]) -> Iterator[Result]:
    """Everything that one translation shows."""
    template = Template(transformed(given, NAME))
    tried = combinations(template)
    yield from wrong_rules(template, tried)
    found = states(template, tried)
    yield from wrong_parts(template, found)
    yield from wrong_order(template, [template.graph(truth) for _, truth in found])
    yield from wrong_rights(template)


def published(source: dict[str, Any]) -> dict[str, Any]:
    """The template as Slipway gives it to CloudFormation."""
    given = copy.deepcopy(source)
    resources = given["Resources"]
    resources[FUNCTION]["Properties"]["CodeUri"] = f"s3://{BUCKET}/agents/pilot/d-1/package/function.zip"
    resources["DependencyLayer"]["Properties"]["ContentUri"] = f"s3://{BUCKET}/layers/0123.zip"
    if RIGHTS in resources:
        resources[PUBLISHED_RIGHTS] = resources.pop(RIGHTS)
        if resources[FUNCTION].get("DependsOn") == RIGHTS:
            resources[FUNCTION]["DependsOn"] = PUBLISHED_RIGHTS
    return given


def choices(template: Template) -> dict[str, list[str]]:
    """The parameters that decide what there is, with the values to try."""
    followers = {name for group in FOLLOWERS.values() for name in group}
    names = sorted(template.behind([template.conditions, template.rules]) - followers)
    allowed = {name: list(map(str, template.parameters[name].get("AllowedValues", []))) for name in names}
    unknown = [name for name in names if not allowed[name] and name not in OTHERS]
    if unknown:
        raise SystemExit(f"no value to try for {', '.join(unknown)} (expected: one in OTHERS, {Path(__file__).name})")
    return {name: allowed[name] or [template.default(name), OTHERS[name]] for name in names}


def combinations(template: Template) -> list[Values]:
    """Every combination, those with the fewest values that are not defaults first."""
    tried = choices(template)
    chosen = [dict(zip(tried, values, strict=True)) for values in itertools.product(*tried.values())]
    return [completed(template, values) for values in sorted(chosen, key=lambda values: len(special(template, values)))]


def completed(template: Template, values: Values) -> Values:
    """The values, with those that Slipway sets together with them."""
    others = [FOLLOWERS.get(name, {}) for name in special(template, values)]
    return functools.reduce(lambda given, more: given | more, others, values)


def special(template: Template, values: Values) -> Values:
    """The values that are not a parameter's default."""
    return {name: value for name, value in values.items() if value != template.default(name)}


def spoken(template: Template, values: Values) -> str:
    return ", ".join(f"{name}={value}" for name, value in special(template, values).items()) or "the defaults"


def states(template: Template, tried: list[Values]) -> list[tuple[Values, Truth]]:
    """One combination of values for each combination of conditions: nothing else decides what there is."""
    found: dict[tuple[bool, ...], tuple[Values, Truth]] = {}
    for values in tried:
        truth = template.truth(values)
        found.setdefault(tuple(truth.values()), (values, truth))
    return list(found.values())


def wrong_translations(given: dict[str, Any]) -> Iterator[Result]:
    """SAM makes the same of it whatever one or two parameters say: one translation speaks for every combination."""
    usual = transformed(given, NAME)
    template = Template(usual)
    single = [special(template, {name: value}) for name, tried in choices(template).items() for value in tried]
    single = [values for values in single if values]
    pairs = [one | other for one, other in itertools.combinations(single, 2)]
    tried = [completed(template, values) for values in [*single, *pairs]]
    unlike = [values for values in tried if transformed(given, {**NAME, **values}) != usual]
    yield "SAM's translation", [f"differs with {spoken(template, values)}" for values in unlike[:3]]


def wrong_parts(template: Template, found: list[tuple[Values, Truth]]) -> Iterator[Result]:
    """In every combination nothing refers to what does not exist, and nothing lacks a property."""
    wrong: dict[str, dict[str, str]] = {name: {} for name in template.parts}
    for values, truth in found:
        graph = template.graph(truth)
        for name, others in graph.items():
            lost = [f"refers to {other}, which does not exist" for other in others if other not in graph]
            for complaint in [*lost, *(f"lacks {missing}" for missing in template.lacks(name, truth))]:
                wrong[name].setdefault(complaint, spoken(template, values))
    for name, complaints in wrong.items():
        yield name, [f"{complaint} with {values}" for complaint, values in sorted(complaints.items())]


def wrong_rules(template: Template, tried: list[Values]) -> Iterator[Result]:
    """Slipway keeps the rules."""
    for name, rule in template.rules.items():
        broken = next((values for values in tried if not keeps(template, rule, values)), None)
        yield name, [f"broken by {spoken(template, broken)}"] if broken else []


def keeps(template: Template, rule: dict[str, Any], values: Values) -> bool:
    if "RuleCondition" in rule and not template.holds(rule["RuleCondition"], values):
        return True
    return all(template.holds(assertion["Assert"], values) for assertion in rule["Assertions"])


def wrong_order(template: Template, graphs: list[dict[str, set[str]]]) -> Iterator[Result]:
    """The alias comes after the version, the function, its role and its rights; callers come in through the alias."""
    version, alias = only(template, "AWS::Lambda::Version"), only(template, "AWS::Lambda::Alias")
    role = role_of(template)

    def always(name: str, fact: str, holds: Callable[[dict[str, set[str]]], bool]) -> Result:
        return f"{name} {fact}", [] if all(holds(graph) for graph in graphs if name in graph) else ["not always"]

    for later, earlier in ((alias, version), (version, FUNCTION), (FUNCTION, role)):
        yield always(later, f"after {earlier}", lambda graph, a=later, b=earlier: b in below(graph, a))
    for policy in policies_of(template, role):
        yield always(policy, f"before {FUNCTION}", lambda graph, a=policy: a in below(graph, FUNCTION))
    for name, resource in template.resources.items():
        if resource["Type"] in ENTRANCES:
            yield always(name, "leads to the alias", lambda graph, a=name: alias in graph[a])
        if name not in (version, alias):
            yield always(name, "avoids $LATEST", lambda graph, a=name: FUNCTION not in graph[a])


def only(template: Template, kind: str) -> str:
    [name] = [name for name, resource in template.resources.items() if resource["Type"] == kind]
    return name


def role_of(template: Template) -> str:
    return next(references(template.resources[FUNCTION]["Properties"]["Role"]))


def policies_of(template: Template, role: str) -> list[str]:
    """The resources that give the role rights."""
    granting = {name: part for name, part in template.resources.items() if part["Type"].startswith("AWS::IAM::")}
    return [name for name, part in granting.items() if name != role and role in references(part)]


def below(graph: dict[str, set[str]], name: str) -> set[str]:
    """What must exist before."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def wrong_rights(template: Template) -> Iterator[Result]:
    """Rights are replaced by others: a change in place would take them from the version that still answers."""
    role = role_of(template)
    for name in (role, *policies_of(template, role)):
        here = set() if name == PUBLISHED_RIGHTS else template.behind(template.resources[name]) - IN_THE_ROLE
        yield f"{name} stays as it is", [f"changed in place by {parameter}" for parameter in sorted(here)]


def wrong_names(source: dict[str, Any], java: str) -> Iterator[Result]:
    """Slipway sets each parameter, and no other."""
    set_by_slipway = set(re.findall(r'values\.put\("(\w+)"', java))
    for name in sorted(set_by_slipway | set(source["Parameters"])):
        wrong = [] if name in set_by_slipway else ["Slipway never sets it"]
        yield f"parameter {name}", wrong if name in source["Parameters"] else ["the template does not declare it"]


def wrong_regions(text: str, rows: list[dict[str, str]]) -> Iterator[Result]:
    """cfn-lint finds nothing in any region; where there are no function URLs, Slipway refuses one."""
    regions = [row["region"] for row in rows]
    accepted = {f"E3006 {NO_URLS} '{row['region']}'" for row in rows if row["function_urls"] == "no"}
    found = {f"{one.rule.id} {one.message}" for one in lint(text, config=ManualArgs(regions=regions))} - accepted
    for region in regions:
        yield region, sorted(finding for finding in found if f"'{region}'" in finding)
    named = {finding for finding in found for region in regions if f"'{region}'" in finding}
    yield "every region", sorted(found - named)


def main(template: Path, regions: Path, java: Path) -> None:
    logging.disable(logging.WARNING)
    text = template.read_text(encoding="utf-8")
    source = yaml.safe_load(text)
    with regions.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    given = published(source)
    results = [
        *wrong_translations(given),
        *structure(given),
        *wrong_names(source, java.read_text(encoding="utf-8")),
        *wrong_regions(text, rows),
    ]
    failed = [(name, wrong) for name, wrong in results if wrong]
    for name, wrong in failed:
        print(f"    failed: {name}: {', '.join(wrong)}", file=sys.stderr)
    print(len(results) - len(failed), len(failed))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
