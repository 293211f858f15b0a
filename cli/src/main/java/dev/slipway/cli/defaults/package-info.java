/** What a project's slipway.toml sets for the options of its verbs. */
@NullMarked
package dev.slipway.cli.defaults;

import org.jspecify.annotations.NullMarked;
