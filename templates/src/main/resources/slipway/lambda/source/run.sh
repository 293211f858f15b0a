#!/bin/sh
# The Lambda Web Adapter starts this in place of a handler when the agent streams.
# Only Lambda's own bootstrap puts the layer and boto3 on the path; here nothing else does.
export PYTHONPATH="/opt/python:${LAMBDA_TASK_ROOT:-.}:${LAMBDA_RUNTIME_DIR:-}"
exec python3 -m slipway_runtime.stream_app
