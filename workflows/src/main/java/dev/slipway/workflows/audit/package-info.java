/** The contract of the audit: one bundle for each deployment that ended, chained per agent. */
@NullMarked
package dev.slipway.workflows.audit;

import org.jspecify.annotations.NullMarked;
