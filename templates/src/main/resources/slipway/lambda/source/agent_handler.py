# === slipway: generated code begins ===
raise RuntimeError("slipway: no agent code was put here")
# === slipway: generated code ends ===
