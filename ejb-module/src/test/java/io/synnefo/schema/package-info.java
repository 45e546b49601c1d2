/** The schema on the databases it must run on. */
@NullMarked
package io.synnefo.schema;

import org.jspecify.annotations.NullMarked;
