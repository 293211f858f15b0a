/** What the caller sees: lines, colors, tables, questions and exit codes. */
@NullMarked
package dev.slipway.cli.console;

import org.jspecify.annotations.NullMarked;
