/** What a deployment has stored, and for how long it owns it. */
@NullMarked
package dev.slipway.workflows.ownership;

import org.jspecify.annotations.NullMarked;
