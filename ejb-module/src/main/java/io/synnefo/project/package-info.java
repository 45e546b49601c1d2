/**
 * Projects, users, their roles and their tokens. Main entries: {@link
 * io.synnefo.project.IssueToken}, {@link io.synnefo.project.VerifyToken}, {@link
 * io.synnefo.project.ListProjects}. Imports: kernel, settings, JPA, CDI, JTA.
 */
@NullMarked
package io.synnefo.project;

import org.jspecify.annotations.NullMarked;
