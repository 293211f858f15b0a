"""Runs generated agent code inside AWS Lambda; the handler is slipway_runtime.entry.handler."""
