/** What tests of every feature need of the kernel. */
@NullMarked
package io.synnefo.kernel;

import org.jspecify.annotations.NullMarked;
