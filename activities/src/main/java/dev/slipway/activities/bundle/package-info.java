/**
 * Reads what the templates module ships: SAM template, handler source, code checker and their data.
 */
@NullMarked
package dev.slipway.activities.bundle;

import org.jspecify.annotations.NullMarked;
