/**
 * What somebody asks to be sent as mail: template, recipient and what is filled in. Imports: java,
 * jakarta.json, {@code wire.ganeti} for reading fields.
 */
@NullMarked
package io.synnefo.wire.mail;

import org.jspecify.annotations.NullMarked;
