/** A folder of agent code as one value: read from disk or from an untrusted archive, and packed. */
@NullMarked
package dev.slipway.project;

import org.jspecify.annotations.NullMarked;
