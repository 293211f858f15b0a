/** The verbs, one class each. */
@NullMarked
package dev.slipway.cli.commands;

import org.jspecify.annotations.NullMarked;
