/** Files, archives and stored artifacts whose bytes depend on nothing but their contents. */
@NullMarked
package dev.slipway.activities.files;

import org.jspecify.annotations.NullMarked;
