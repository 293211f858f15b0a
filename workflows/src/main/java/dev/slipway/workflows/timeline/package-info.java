/** What people see of a deployment: pure projections of its workflow history. */
@NullMarked
package dev.slipway.workflows.timeline;

import org.jspecify.annotations.NullMarked;
