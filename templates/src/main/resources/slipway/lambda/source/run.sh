#!/bin/sh
# The Lambda Web Adapter starts this in place of a handler when the agent streams.
exec python3 -m slipway_runtime.stream_app
