/**
 * One record per consumer with its defaults. The only room that reads MicroProfile Config. Imports:
 * kernel.
 */
@NullMarked
package io.synnefo.settings;

import org.jspecify.annotations.NullMarked;
