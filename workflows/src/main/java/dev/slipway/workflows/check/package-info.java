/** Whether code is deployable, and which tools a worker has. */
@NullMarked
package dev.slipway.workflows.check;

import org.jspecify.annotations.NullMarked;
