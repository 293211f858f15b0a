/** The contracts of compensation: how each step's effect is undone, and the ledger of it. */
@NullMarked
package dev.slipway.workflows.undo;

import org.jspecify.annotations.NullMarked;
