/**
 * What the APIs share: who asks, how bodies are read and written, how faults look. Imports: kernel,
 * settings, project, Jakarta REST and JSON; no other room of the API.
 */
@NullMarked
package io.synnefo.api.http;

import org.jspecify.annotations.NullMarked;
