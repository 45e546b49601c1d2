/** Tests of the scripts behind ./synnefo, run as their users run them. */
@NullMarked
package io.synnefo.testbed.scripts;

import org.jspecify.annotations.NullMarked;
