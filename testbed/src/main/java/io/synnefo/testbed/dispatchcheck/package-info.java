/**
 * The judge of the dispatcher: do the tables of the cloud agree with Ganeti's job files, with each
 * event applied once? It folds the files by its own rules and imports nothing of the application,
 * so that a mistake of one is no mistake of the other. Main entry: {@code DispatchCheck}.
 */
@NullMarked
package io.synnefo.testbed.dispatchcheck;

import org.jspecify.annotations.NullMarked;
