/** Tests of what Ganeti answers. */
@NullMarked
package io.synnefo.ganeti;

import org.jspecify.annotations.NullMarked;
