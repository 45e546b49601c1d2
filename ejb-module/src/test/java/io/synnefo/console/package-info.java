/** Tests of consoles. */
@NullMarked
package io.synnefo.console;

import org.jspecify.annotations.NullMarked;
