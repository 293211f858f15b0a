/** Short queries to a worker: is this code deployable, which tools are available. */
@NullMarked
package dev.slipway.workflows.check;

import org.jspecify.annotations.NullMarked;
