package dev.slipway.starter.check;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.slipway.starter.estimate.TargetAdvice;
import dev.slipway.workflows.check.CodeCheck;

/** What a check has found, and what the code would best run on. */
record CheckResponse(@JsonUnwrapped CodeCheck.Report report, TargetAdvice target) {}
