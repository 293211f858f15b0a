"""helm_chart.py HELM ROOT: lints and renders Slipway's chart, and compares what it makes with Kubernetes, compose file and documents.

Runs in kubernetes-validate's environment, which has the schemas of every version of Kubernetes. Each option is rendered
alone and taken away from all the others. Stdout has "passed failed": a rendering, a refusal or a comparison each.
"""

import copy
import functools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import helm_rules
import kubernetes_validate
import yaml

# The oldest that Chart.yaml allows, and the newest that there is a schema for.
VERSIONS = ["1.30", kubernetes_validate.latest_version()]
# Prometheus' operator defines it; it is no part of Kubernetes.
FOREIGN = {"PodMonitor"}
# Changed values, and what the refusal must say.
REFUSED = [
    ({"temporal": {"target": ""}}, "/temporal/target"),
    ({"temporal": {"target": "temporal"}}, "'temporal' does not match"),
    ({"temporal": {"tsl": True}}, "'tsl' not allowed"),
    ({"worker": {"replicas": "three"}}, "/worker/replicas': got string, want integer"),
    ({"worker": {"slots": {"cloud": 0}}}, "/worker/slots/cloud': minimum: got 0, want 1"),
    ({"worker": {"image": {"digest": "sha256:1234"}}}, "/worker/image/digest"),
    ({"worker": {"env": {"AWS_SECRET_ACCESS_KEY": "x"}}}, "(expected: a Secret with that key, named in worker.envFrom)"),
    ({"worker": {"terminationGracePeriodSeconds": 5}}, "/worker/terminationGracePeriodSeconds"),
    ({"worker": {"podDisruptionBudget": {"maxUnavailable": 0}}}, "/worker/podDisruptionBudget/maxUnavailable"),
    ({"starter": {"watchers": 4000}}, "maximum: got 4,000, want 3,500"),
    ({"starter": {"limits": {"park": "3 days"}}}, "'3 days' does not match"),
    ({"starter": {"approval": {"self": "always"}}}, "'unless-shared', 'allowed', 'forbidden'"),
    ({"starter": {"allowedOrigins": ["builder.example.com"]}}, "/starter/allowedOrigins/0"),
    ({"starter": {"signIn": {"token": {"secretName": ""}}}}, "starter.signIn.token.secretName: '' (expected: a Secret"),
    (
        {"policy": {"secretName": "policy"}, "starter": {"signIn": {"token": {"secretName": ""}, "sessionKey": {"secretName": ""}}}},
        "starter.signIn.sessionKey.secretName: '' (expected: a Secret",
    ),
    # Helm would write 1e+06.
    ({"worker": {"env": {"LIMIT": 1000000}}}, "/worker/env/LIMIT': got number"),
    ({"temporal": {"apiKey": {"secretName": "key"}}}, "(expected: true; a key must not travel in the clear)"),
    ({"temporal": {"profile": {"name": "production"}}}, "whose temporal.toml has the profile 'production'"),
    ({"temporal": {"profile": {"secretName": "profile"}}}, "temporal.profile.name: ''"),
    ({"aws": {"bucket": "acme"}}, "aws.bucket: 'acme' (expected: a name with {account} and {region}"),
    ({"aws": {"cloudformationRole": "slipway"}}, "/aws/cloudformationRole"),
    ({"policy": {"content": "x", "secretName": "policy"}}, "policy.content: set as well as policy.secretName"),
    ({"ingress": {"enabled": True}}, "ingress.host: ''"),
    ({"tracing": {"headers": {"secretName": "x"}}}, "tracing.endpoint: ''"),
    ({"publicUrl": "slipway.example.com"}, "/publicUrl"),
    ({"ingres": {"enabled": True}}, "'ingres' not allowed"),
]


class Chart:
    def __init__(self, helm: str, root: Path) -> None:
        self.helm = helm
        self.folder = root / "deploy/helm/slipway"
        self.defaults = read(self.folder / "values.yaml")
        self.minimal = read(self.folder / "ci/minimal-values.yaml")
        self.full = read(self.folder / "ci/full-values.yaml")

    def run(self, verb: list[str], values: dict) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.helm, *verb, str(self.folder), "--values", "-"], input=yaml.safe_dump(values), capture_output=True, text=True
        )

    def render(self, values: dict) -> list[dict]:
        made = self.run(["template", "release", "--namespace", "agents"], values)
        if made.returncode != 0:
            raise helm_rules.Broken(made.stderr.strip())
        return [each for each in yaml.load_all(made.stdout, yaml.CSafeLoader) if each]

    def combinations(self) -> Iterator[tuple[str, dict]]:
        yield "minimal", self.minimal
        yield "full", self.full
        # A Secret in place of the text.
        yield "policy as a Secret", merged(self.full, {"policy": {"content": "", "secretName": "policy"}})
        yield "existing service accounts", merged(
            self.full, {"worker": {"serviceAccount": {"create": False}}, "starter": {"serviceAccount": {"create": False}}}
        )
        for option, names in self.options():
            yield f"{option} alone", merged(self.minimal, self.chosen(self.full, names))
            yield f"all but {option}", merged(self.full, self.chosen(self.defaults, names))

    def options(self) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """What can be had or not, with the values that go together."""
        for name, value in self.defaults.items():
            if name in {"worker", "starter"}:
                yield from ((f"{name}.{inner}", [(name, inner)]) for inner in value if not inner.startswith("extraVolume"))
                yield f"{name}.extraVolumes", [(name, "extraVolumes"), (name, "extraVolumeMounts")]
            elif name != "temporal":
                yield name, [(name,)]
        for inner in ("namespace", "ui", "profile", "encryptionKeys"):
            yield f"temporal.{inner}", [("temporal", inner)]
        yield "temporal.apiKey", [("temporal", "apiKey"), ("temporal", "tls")]

    @staticmethod
    def chosen(values: dict, names: list[tuple[str, ...]]) -> dict:
        found: dict = {}
        for name in names:
            found = merged(found, pick(values, name))
        return found


def read(file: Path) -> dict:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def merged(base: dict, more: dict) -> dict:
    """As Helm merges values: maps key by key, whatever else as a whole."""
    result = copy.deepcopy(base)
    for key, value in more.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else copy.deepcopy(value)
    return result


def pick(values: dict, path: tuple[str, ...]) -> dict:
    return {path[0]: pick(values[path[0]], path[1:]) if len(path) > 1 else values[path[0]]}


def wrong_in_rendering(chart: Chart, values: dict) -> Iterator[str]:
    documents = chart.render(values)
    for document in documents:
        if document["kind"] not in FOREIGN:
            yield from wrong_in_kubernetes(json.dumps(document))
    yield from helm_rules.broken(documents)


@functools.cache
def wrong_in_kubernetes(text: str) -> tuple[str, ...]:
    """Most documents are the same with and without an option."""
    document, wrong = json.loads(text), []
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(document, version, strict=True)
        except kubernetes_validate.ValidationError as e:
            place = ".".join(str(part) for part in e.path)
            wrong.append(f"{document['kind']} {document['metadata']['name']}, Kubernetes {version}: {place}: {e.message}")
    return tuple(wrong)


def wrong_in_lint(chart: Chart, values: dict) -> Iterator[str]:
    """Beyond what a rendering shows, it reads the chart itself."""
    lint = chart.run(["lint", "--strict"], values)
    if lint.returncode != 0:
        yield lint.stdout.strip()


def wrong_in_notes(chart: Chart) -> Iterator[str]:
    """A starter answers at a loopback name with its own port only, whatever the Service's is."""
    values = merged(chart.minimal, {"starter": {"port": 9480, "service": {"port": 80}}})
    made = chart.run(["install", "release", "--dry-run=client"], values)
    notes = made.stdout.partition("NOTES:")[2] or made.stderr.strip()
    for words in ("starter 9480:80", "SLIPWAY_URL=http://localhost:9480 "):
        if words not in notes:
            yield f"{notes} (expected: {words})"


def wrong_in_refusal(chart: Chart, change: dict, words: str) -> Iterator[str]:
    made = chart.run(["template", "release"], merged(chart.minimal, change))
    if made.returncode == 0:
        yield f"was accepted (expected: {words})"
    elif words not in made.stderr:
        yield f"{made.stderr.strip()} (expected: {words})"


def checks(chart: Chart, root: Path) -> Iterator[tuple[str, Iterator[str]]]:
    yield "lint, minimal", wrong_in_lint(chart, chart.minimal)
    yield "lint, full", wrong_in_lint(chart, chart.full)
    yield "notes", wrong_in_notes(chart)
    for name, values in chart.combinations():
        yield name, wrong_in_rendering(chart, values)
    for change, words in REFUSED:
        yield f"refusal of {change}", wrong_in_refusal(chart, change, words)
    compared = helm_rules.Compared(root, chart.render(chart.minimal), chart.render(chart.full))
    yield "settings of the documents", compared.settings()
    yield "variables of the compose file", compared.variables()
    yield "limits of the compose file", compared.limits()
    yield "the images' user", compared.user()


def main(helm: str, root: str) -> None:
    passed = failed = 0
    for name, wrong in checks(Chart(helm, Path(root)), Path(root)):
        try:
            found = list(wrong)
        except helm_rules.Broken as e:
            found = [str(e)]
        for line in found:
            print(f"{name}: {line}", file=sys.stderr)
        passed, failed = (passed, failed + 1) if found else (passed + 1, failed)
    print(passed, failed)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
