/** Tests of mail, with real databases and real SMTP, without a container. */
@NullMarked
package io.synnefo.mail;

import org.jspecify.annotations.NullMarked;
