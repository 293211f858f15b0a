/** What steps said while they worked, in redacted chunks. */
@NullMarked
package dev.slipway.storage.logs;

import org.jspecify.annotations.NullMarked;
