/** What steps printed while they ran, in redacted chunks. */
@NullMarked
package dev.slipway.storage.logs;

import org.jspecify.annotations.NullMarked;
