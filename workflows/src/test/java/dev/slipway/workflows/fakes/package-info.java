/** A small world and activities that work in it, scripted to fail where a test says so. */
@NullMarked
package dev.slipway.workflows.fakes;

import org.jspecify.annotations.NullMarked;
