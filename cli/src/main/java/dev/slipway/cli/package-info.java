/** The slipway command: its verbs over the REST API and how errors are reported. */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
