/** Taking an agent down, resource by resource. */
@NullMarked
package dev.slipway.workflows.destroy;

import org.jspecify.annotations.NullMarked;
