/** Short questions put to a worker: is this code deployable, which tools are there. */
@NullMarked
package dev.slipway.workflows.check;

import org.jspecify.annotations.NullMarked;
