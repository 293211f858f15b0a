"""aws_facts.py API TEMPLATE: compares what Slipway says about AWS's regions and runtimes with what cfn-lint knows.

API is the folder with regions.csv and runtimes.csv. Runs in cfn-lint's environment. Stdout has "passed failed", a region or
runtime each.
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
URLS = "AWS::Lambda::Url"
LIFECYCLE = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json"


def wrong_regions(regions: Path, template: Path) -> Iterator[tuple[str, list[str]]]:
    resources = yaml.safe_load(template.read_text(encoding="utf-8"))["Resources"].values()
    needed = {r["Type"] for r in resources if not r["Type"].startswith("AWS::Serverless::")} | SERVERLESS
    for row in rows(regions):
        present = set(PROVIDER_SCHEMA_MANAGER.get_resource_types(row["region"]))
        wrong = [f"{missing} is not there" for missing in sorted(needed - present - {URLS})]
        if (URLS in present) != (row["function_urls"] == "yes"):
            wrong.append(f"function_urls: {row['function_urls']} (expected: {'yes' if URLS in present else 'no'})")
        yield row["region"], wrong


def wrong_runtimes(runtimes: Path) -> Iterator[tuple[str, list[str]]]:
    known = json.loads(LIFECYCLE.read_text(encoding="utf-8"))
    for row in rows(runtimes):
        dates = known.get(row["runtime"], {})
        names = {"deprecated": "deprecated", "create_blocked": "create-block", "update_blocked": "update-block"}
        yield row["runtime"], [
            f"{ours}: {row[ours]} (expected: {dates.get(theirs)})" for ours, theirs in names.items() if row[ours] != dates.get(theirs)
        ]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(api: Path, template: Path) -> None:
    results = [*wrong_regions(api / "regions.csv", template), *wrong_runtimes(api / "runtimes.csv")]
    failed = [(name, wrong) for name, wrong in results if wrong]
    for name, wrong in failed:
        print(f"    failed: {name}: {', '.join(wrong)}", file=sys.stderr)
    print(len(results) - len(failed), len(failed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
