/** The API's specification as pages to browse. */
@NullMarked
package dev.slipway.starter.reference;

import org.jspecify.annotations.NullMarked;
