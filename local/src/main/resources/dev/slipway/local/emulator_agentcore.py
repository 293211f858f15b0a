"""Makes the emulator's AgentCore run the code of runtimes that are deployed as a zip, which MiniStack itself only echoes.

Written for the pinned release: ministack.services.bedrock_agentcore (handle_request, _find_runtime,
_endpoint_for_qualifier, _runtime_versions, _runtimes), s3 (_get_object_data) and cloudwatch_logs.
"""

import os
import time
import uuid
from urllib.parse import unquote

from ministack.core import lambda_runtime
from ministack.core.responses import StreamingResponse, error_response_json, json_response, request_scope
from ministack.services import bedrock_agentcore, cloudwatch_logs

import emulator_agentcore_control
import emulator_http
import emulator_packages
import emulator_pythons
import emulator_sessions
from emulator_session_pool import Pool
from emulator_sessions import SESSION_HEADER, Failed, Full, Key, Order

SHORTEST_SESSION, LONGEST_SESSION = 33, 256
# What AWS forwards of a call; never who called it.
HANDED_ON = ("content-type", "accept", "x-amzn-trace-id", "traceparent", "tracestate", "baggage")
CUSTOM = "x-amzn-bedrock-agentcore-runtime-custom-"

_pool = None


def install(most_sessions):
    """Must run before the emulator serves."""
    global _pool
    _pool = Pool(most_sessions, exists)
    emulator_sessions.end_leftovers()
    original = bedrock_agentcore.handle_request

    async def handle_request(method, path, headers, body, query):
        inner = path.strip("/")
        if method == "POST" and inner.startswith("runtimes/"):
            arn, _, call = inner.removeprefix("runtimes/").rpartition("/")
            if call == "invocations" and is_package(unquote(arn)):
                return await invoke(unquote(arn), headers, body, query)
            if call == "stopruntimesession":
                return await stop(unquote(arn), headers, query)
        return await emulator_agentcore_control.handle(original, method, inner, headers, body, query)

    bedrock_agentcore.handle_request = handle_request


def end():
    _pool.end_all()


def exists(key):
    """Whether AWS would still have the version of a session."""
    runtime = bedrock_agentcore._runtimes.get_scoped(key.account, key.region, key.runtime)
    return runtime is not None and key.version in bedrock_agentcore._runtime_versions(runtime)


def is_package(arn):
    runtime, _, _ = bedrock_agentcore._find_runtime(arn)
    return runtime is None or "codeConfiguration" in runtime["agentRuntimeArtifact"]


def resolve(arn, query):
    """Runtime, account, region, endpoint; or the answer that says what there is not."""
    runtime, account, region = bedrock_agentcore._find_runtime(arn)
    if runtime is None:
        return None, error_response_json("ResourceNotFoundException", f"Agent runtime {arn} not found", 404)
    qualifier = bedrock_agentcore._agentcore_query_value(query, "qualifier") or "DEFAULT"
    endpoint = bedrock_agentcore._endpoint_for_qualifier(runtime, account, region, qualifier)
    if endpoint is None:
        message = f"Agent runtime endpoint {qualifier} of {arn} not found"
        return None, error_response_json("ResourceNotFoundException", message, 404)
    return (runtime, account, region, endpoint), None


def session_of(headers):
    """The session that is named, or None; and the answer if that is none."""
    named = headers.get(SESSION_HEADER.lower())
    if named is not None and not SHORTEST_SESSION <= len(named) <= LONGEST_SESSION:
        message = (
            f"runtimeSessionId: {len(named)} characters (expected: {SHORTEST_SESSION} to {LONGEST_SESSION} characters)"
        )
        return None, error_response_json("ValidationException", message, 400)
    return named, None


async def invoke(arn, headers, body, query):
    found, refused = resolve(arn, query)
    session, invalid = session_of(headers)
    if refused or invalid:
        return refused or invalid
    runtime, account, region, endpoint = found
    session = session or str(uuid.uuid4())
    version = str(endpoint["liveVersion"])
    key = Key(account, region, runtime["agentRuntimeId"], version, session)
    log = Log(account, region, f"{runtime['agentRuntimeId']}-{endpoint['name']}", session)
    try:
        slot, process = await _pool.take(key, lambda: order_for(runtime, version, account, region), log.write)
    except Full:
        message = f"maxVms limit exceeded for account: {_pool.most} sessions are in a call (the local AgentCore's limit)"
        return error_response_json("ServiceQuotaExceededException", message, 402)
    except (Failed, emulator_pythons.NoPython, emulator_packages.BadPackage) as error:
        return error_response_json("RuntimeClientError", str(error), 424)
    try:
        given = passed_on(headers, session, process)
        answer = await emulator_http.request(process.port, "POST", "/invocations", given, body or b"")
    except OSError:
        _pool.give_back(slot)
        return error_response_json("RuntimeClientError", "No answer from runtime: " + await process.how_it_ended(), 424)
    except BaseException:
        _pool.give_back(slot)
        raise
    if answer.status >= 400:
        return await failed(answer, slot)
    return 200, answer_headers(answer, session), StreamingResponse(sender(answer, slot))


async def failed(answer, slot):
    """AWS says no more than the number; whoever develops here need not look into the log."""
    try:
        reason = (await answer.read()).decode("utf-8", "replace")
    except emulator_http.BrokenOff as error:
        reason = str(error)
    finally:
        _pool.give_back(slot)
    message = f"Received error ({answer.status}) from runtime. Please check your CloudWatch logs for more information. {reason}"
    return error_response_json("RuntimeClientError", message, 424)


def sender(answer, slot):
    async def send_pieces(send, receive):
        try:
            async for piece in answer.pieces():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except emulator_http.BrokenOff:
            return  # the caller sees that the end is missing
        finally:
            _pool.give_back(slot)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_pieces


def answer_headers(answer, session):
    passed = {name.title(): value for name, value in answer.headers.items() if name in ("content-type", "content-length", "cache-control")}
    return {"Content-Type": "application/octet-stream", **passed, SESSION_HEADER: session}


def passed_on(headers, session, process):
    chosen = {name: value for name, value in headers.items() if name in HANDED_ON or name.startswith(CUSTOM)}
    return {"Content-Type": "application/json", **chosen, SESSION_HEADER: session, **process.headers()}


def order_for(runtime, version, account, region):
    selected = bedrock_agentcore._runtime_versions(runtime)[version]
    code = selected["agentRuntimeArtifact"]["codeConfiguration"]
    life = selected.get("lifecycleConfiguration") or {}
    return Order(
        package=(runtime.get(emulator_agentcore_control.PACKAGES) or {}).get(version, ""),
        python=emulator_pythons.find(code["runtime"]),
        entry_point=tuple(code["entryPoint"]),
        environment=environment(selected, account, region),
        idle_seconds=life.get("idleRuntimeSessionTimeout", emulator_agentcore_control.IDLE_SECONDS),
        life_seconds=life.get("maxLifetime", emulator_agentcore_control.LIFE_SECONDS),
    )


def environment(version, account, region):
    """The same as a local function's: the emulator's own, which has nothing of the person who started it."""
    given = version.get("environmentVariables") or {}
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{os.environ.get('GATEWAY_PORT', '4566')}",
        lambda_runtime.HOST_PREFIX_ENV: "true",
        **os.environ,
        **given,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": os.environ.get("AWS_SECRET_ACCESS_KEY", "test"),
        "AWS_SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN", ""),
    }


async def stop(arn, headers, query):
    found, refused = resolve(arn, query)
    session, invalid = session_of(headers)
    if refused or invalid:
        return refused or invalid
    runtime, account, region, _ = found
    if session is None:
        return error_response_json("ValidationException", f"{SESSION_HEADER}: missing (expected: the session to stop)", 400)
    meant = (account, region, runtime["agentRuntimeId"], session)
    ended = await _pool.stop(lambda key: (key.account, key.region, key.runtime, key.session) == meant)
    if not ended:
        return error_response_json("ResourceNotFoundException", f"Session {session} not found", 404)
    status, answered, body = json_response({})
    return status, {**answered, SESSION_HEADER: session}, body


class Log:
    """A session's stream, where AgentCore writes what the program prints."""

    def __init__(self, account, region, endpoint, session):
        self._scope = (account, region)
        self._group = f"/aws/bedrock-agentcore/runtimes/{endpoint}"
        self._stream = f"{time.strftime('%Y/%m/%d')}/[runtime-logs]{session}"

    def write(self, lines):
        now = int(time.time() * 1000)
        place = {"logGroupName": self._group, "logStreamName": self._stream}
        with request_scope(*self._scope):
            # Each says so if it is there already.
            cloudwatch_logs._create_log_group(place)
            cloudwatch_logs._create_log_stream(place)
            cloudwatch_logs._put_log_events({**place, "logEvents": [{"timestamp": now, "message": line} for line in lines]})
