/** The slipway command: its verbs over the REST API and how their errors end. */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
