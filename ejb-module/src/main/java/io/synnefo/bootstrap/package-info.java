/**
 * What happens once, when the application starts: schema, seed, and saying that it is done. Main
 * entry: {@link io.synnefo.bootstrap.Startup}. Imports: kernel, settings, Flyway, CDI, JTA, EJB.
 */
@NullMarked
package io.synnefo.bootstrap;

import org.jspecify.annotations.NullMarked;
