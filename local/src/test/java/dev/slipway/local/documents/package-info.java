/** Holds documents and packaging to the code. */
@NullMarked
package dev.slipway.local.documents;

import org.jspecify.annotations.NullMarked;
