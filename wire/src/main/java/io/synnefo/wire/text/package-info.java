/**
 * Text as others read it: lines of a log, figures for Prometheus. Imports: java; nothing of ours.
 */
@NullMarked
package io.synnefo.wire.text;

import org.jspecify.annotations.NullMarked;
