/** Tests of settings. */
@NullMarked
package io.synnefo.settings;

import org.jspecify.annotations.NullMarked;
