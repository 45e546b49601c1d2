/** Tests on the real EAR in a real server, with a real broker. */
package io.synnefo.ear;
