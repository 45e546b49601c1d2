/**
 * What our standalone programs have in common: options, settings, log, process id, the word to
 * systemd, the question to the one that runs. Only they use it. Imports: java, jakarta.json;
 * nothing of ours.
 */
@NullMarked
package io.synnefo.program;

import org.jspecify.annotations.NullMarked;
