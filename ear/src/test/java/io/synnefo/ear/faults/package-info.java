/** The real EAR, its neighbours, and what happens when one of them fails. */
package io.synnefo.ear.faults;
