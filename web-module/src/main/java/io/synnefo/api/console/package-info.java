/**
 * The console page for browsers: files of the WAR and the headers that they are served with.
 * Imports: settings.
 */
@NullMarked
package io.synnefo.api.console;

import org.jspecify.annotations.NullMarked;
