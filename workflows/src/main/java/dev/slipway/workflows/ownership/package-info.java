/** What a deployment has stored, and how long that is its own. */
@NullMarked
package dev.slipway.workflows.ownership;

import org.jspecify.annotations.NullMarked;
