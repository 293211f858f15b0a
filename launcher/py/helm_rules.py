"""What holds for everything that Slipway's chart renders, and how its defaults compare with the compose file's."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

FILES = "/etc/slipway/"
PROBES = {"/actuator/health/liveness", "/actuator/health/readiness"}
# A file with it instead, so that a new key needs no restart; paths of programs are the image's business.
NOT_IN_THE_CHART = {"SLIPWAY_TEMPORAL_APIKEY", "SLIPWAY_TOOLS_SAM", "SLIPWAY_TOOLS_UV", "SLIPWAY_TOOLS_PYTHON"}
# What a cluster has elsewhere: no default can be right, an Ingress gives it, or the file lies in another place.
ELSEWHERE = {"SLIPWAY_TEMPORAL_TARGET", "SLIPWAY_PUBLIC_URL"}
UNITS = {"g": 2**30, "m": 2**20, "Gi": 2**30, "Mi": 2**20}


class Broken(Exception):
    """Nothing was rendered."""


def broken(documents: list[dict]) -> Iterator[str]:
    by_kind: dict[str, list[dict]] = {}
    for document in documents:
        by_kind.setdefault(document["kind"], []).append(document)
    if "Secret" in by_kind:
        yield "a Secret is rendered (expected: references to existing ones)"
    deployments = by_kind.get("Deployment", [])
    if len(deployments) != 2:
        yield f"{len(deployments)} Deployments (expected: worker and starter)"
    pods = [each["spec"]["template"] for each in deployments]
    for deployment in deployments:
        name = deployment["metadata"]["name"]
        yield from (f"{name}: {wrong}" for wrong in broken_pod(deployment["spec"], by_kind))
    for kind in ("Service", "PodDisruptionBudget", "PodMonitor"):
        for each in by_kind.get(kind, []):
            yield from broken_selection(each, pods)
    for ingress in by_kind.get("Ingress", []):
        backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
        for service in by_kind["Service"]:
            ports = {port["name"] for port in service["spec"]["ports"]}
            if backend["name"] != service["metadata"]["name"] or backend["port"]["name"] not in ports:
                yield f"Ingress leads to {backend} (expected: the Service)"
        if not ingress["spec"].get("tls"):
            yield "Ingress without TLS"


def broken_pod(spec: dict, by_kind: dict[str, list[dict]]) -> Iterator[str]:
    pod = spec["template"]["spec"]
    container = pod["containers"][0]
    if not spec["selector"]["matchLabels"].items() <= spec["template"]["metadata"]["labels"].items():
        yield "the selector does not select its own pods"
    if not (pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == pod["securityContext"]["fsGroup"]):
        yield "runs as root, or does not own what is mounted"
    security = container["securityContext"]
    if not security["readOnlyRootFilesystem"] or security["allowPrivilegeEscalation"] or security["capabilities"] != {"drop": ["ALL"]}:
        yield f"securityContext: {security}"
    if pod["enableServiceLinks"] or pod["automountServiceAccountToken"]:
        yield "gets variables or a token of Kubernetes"
    if set(container["resources"]) != {"requests", "limits"}:
        yield f"resources: {container['resources']} (expected: requests and limits)"
    for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
        probe = container.get(kind, {}).get("httpGet", {})
        if probe.get("path") not in PROBES or probe.get("port") not in {port["name"] for port in container["ports"]}:
            yield f"{kind}: {probe}"
    accounts = by_kind.get("ServiceAccount", [])
    if accounts and pod["serviceAccountName"] not in {each["metadata"]["name"] for each in accounts}:
        yield f"serviceAccountName: {pod['serviceAccountName']} is not among those that are created"
    yield from broken_files(pod, container, by_kind)


def broken_files(pod: dict, container: dict, by_kind: dict[str, list[dict]]) -> Iterator[str]:
    """A setting that names a file, and the volume that has it."""
    volumes = {each["name"]: each for each in pod["volumes"]}
    for mount in container["volumeMounts"]:
        if mount["name"] not in volumes:
            raise Broken(f"no volume {mount['name']} for {mount['mountPath']}")
    mounts = {each["mountPath"]: volumes[each["name"]] for each in container["volumeMounts"]}
    if "emptyDir" not in mounts["/tmp"]:
        yield "/tmp can't be written to"
    names = [variable["name"] for variable in container["env"]]
    yield from (f"{name} is set twice" for name in {each for each in names if names.count(each) > 1})
    used = set()
    for variable in container["env"]:
        value = variable.get("value", "")
        if not value.startswith(FILES):
            continue
        folder, _, file = value.rpartition("/")
        used.add(folder)
        volume = mounts.get(folder)
        if volume is None:
            yield f"{variable['name']}: nothing is mounted at {folder}"
        elif "secret" in volume and file not in {each["path"] for each in volume["secret"].get("items", [{"path": file}])}:
            yield f"{variable['name']}: {value} is not in {volume}"
        elif "configMap" in volume and not any(
            each["metadata"]["name"] == volume["configMap"]["name"] and file in each["data"] for each in by_kind["ConfigMap"]
        ):
            yield f"{variable['name']}: no ConfigMap with {file}"
    unused = {folder for folder in mounts if folder.startswith(FILES)} - used
    if unused:
        yield f"mounted, and no setting names it: {sorted(unused)}"


def broken_selection(document: dict, pods: list[dict]) -> Iterator[str]:
    name = f"{document['kind']} {document['metadata']['name']}"
    selector = document["spec"]["selector"]
    wanted = selector.get("matchLabels", selector)
    chosen = [pod for pod in pods if wanted.items() <= pod["metadata"]["labels"].items()]
    if len(chosen) != 1:
        yield f"{name} selects {len(chosen)} kinds of pods (expected: one)"
        return
    known = {port["name"] for port in chosen[0]["spec"]["containers"][0]["ports"]}
    named = [port["targetPort"] for port in document["spec"].get("ports", [])]
    named += [end["port"] for end in document["spec"].get("podMetricsEndpoints", [])]
    yield from (f"{name}: no port {port}" for port in named if port not in known)


class Compared:
    """The chart beside the compose file, the Dockerfile and the documents."""

    def __init__(self, root: Path, minimal: list[dict], full: list[dict]) -> None:
        self.compose = yaml.safe_load((root / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
        self.operating = (root / "docs/guides/operating.md").read_text(encoding="utf-8")
        self.dockerfile = (root / "docker/Dockerfile").read_text(encoding="utf-8")
        self.minimal = {component: pod_of(minimal, component) for component in ("worker", "starter")}
        self.full = {component: pod_of(full, component) for component in ("worker", "starter")}

    def settings(self) -> Iterator[str]:
        """What the documents name can be set, and has the default that they name."""
        shared = self.documented("### Worker")
        for component in ("worker", "starter"):
            documented = self.documented(f"### {component.title()}")
            if component == "starter":
                documented |= {name: value for name, value in shared.items() if name.startswith("SLIPWAY_TEMPORAL_")}
            variables, defaults = variables_of(self.full[component]), variables_of(self.minimal[component])
            for name in sorted(documented.keys() - variables.keys() - NOT_IN_THE_CHART):
                yield f"{component}: no value sets {name}"
            for name, default in documented.items():
                of_compose = name in self.compose[component]["environment"] or name == "SERVER_ADDRESS"
                if name in defaults and default != "absent" and not of_compose and defaults[name] != default:
                    yield f"{component}: {name} is {defaults[name]} (expected: {default}, as documented)"

    def documented(self, heading: str) -> dict[str, str]:
        """Each variable of a table, with its default."""
        table = self.operating.split(heading, 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
        found = {}
        for line in table.splitlines():
            row = re.match(r"\| (`[A-Z_`, ]+`) \| ([^|]+) \|", line)
            if row:
                found |= {name: row[2].strip().strip("`") for name in re.findall(r"`([A-Z_]+)`", row[1])}
        return found

    def variables(self) -> Iterator[str]:
        for component in ("worker", "starter"):
            here = variables_of(self.minimal[component])
            for name, value in self.compose[component]["environment"].items():
                usual = re.sub(r"\$\{\w+:-([^}]*)}", r"\1", str(value))
                is_file = usual.startswith("/run/secrets/")
                if name in ELSEWHERE or not usual:
                    continue
                if name not in here or (here[name] != usual and not is_file):
                    yield f"{component}: {name} is {here.get(name)} (expected: {usual})"

    def limits(self) -> Iterator[str]:
        for component in ("worker", "starter"):
            service, pod = self.compose[component], self.minimal[component]
            limits, wanted = pod["containers"][0]["resources"]["limits"], service["deploy"]["resources"]["limits"]
            if str(limits["cpu"]) != wanted["cpus"] or size(limits["memory"]) != size(wanted["memory"]):
                yield f"{component}: limits {limits} (expected: {wanted})"
            yield from self.temporary(component)
            grace = int(service.get("stop_grace_period", "10s").rstrip("s"))
            if pod["terminationGracePeriodSeconds"] < grace:
                yield f"{component}: {pod['terminationGracePeriodSeconds']} s to stop in (expected: at least {grace})"

    def temporary(self, component: str) -> Iterator[str]:
        service, folder = self.compose[component], self.minimal[component]["volumes"][0]["emptyDir"]
        if "tmpfs" not in service:
            if service["volumes"] != ["/tmp"] or folder.get("medium"):
                yield f"{component}: {folder} (expected: on disk, like the compose file's {service['volumes']})"
            return
        temporary = re.search(r"size=(\w+)", service["tmpfs"][0])
        if size(folder["sizeLimit"]) != size(temporary[1]):
            yield f"{component}: {folder} (expected: {temporary[0]})"

    def user(self) -> Iterator[str]:
        user = int(re.search(r"useradd .*--uid (\d+)", self.dockerfile)[1])
        for component, pod in self.minimal.items():
            if pod["securityContext"]["runAsUser"] != user:
                yield f"{component} runs as {pod['securityContext']['runAsUser']} (expected: {user}, the image's)"


def pod_of(documents: list[dict], component: str) -> dict:
    for document in documents:
        if document["kind"] == "Deployment" and document["spec"]["template"]["spec"]["containers"][0]["name"] == component:
            return document["spec"]["template"]["spec"]
    raise Broken(f"no Deployment of the {component}")


def variables_of(pod: dict) -> dict[str, str]:
    return {each["name"]: each.get("value", "") for each in pod["containers"][0]["env"]}


def size(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)([A-Za-z]+)", text).groups()
    return int(number) * UNITS[unit]
