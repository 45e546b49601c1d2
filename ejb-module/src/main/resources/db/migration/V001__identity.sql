-- Users, projects, who may do what where, and the tokens given out.
-- Column types are the subset that PostgreSQL and H2 (MODE=PostgreSQL) share.

CREATE TABLE project (
  id   VARCHAR(32) NOT NULL PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  CONSTRAINT project_name_unique UNIQUE (name)
);

CREATE TABLE cloud_user (
  id                  VARCHAR(32)  NOT NULL PRIMARY KEY,
  name                VARCHAR(255) NOT NULL,
  default_project_id  VARCHAR(32)  NOT NULL,
  password_hash       VARCHAR(88)  NOT NULL,
  password_salt       VARCHAR(44)  NOT NULL,
  password_iterations INTEGER      NOT NULL,
  CONSTRAINT cloud_user_name_unique UNIQUE (name),
  CONSTRAINT cloud_user_project_fk FOREIGN KEY (default_project_id) REFERENCES project (id)
);

CREATE TABLE role_assignment (
  user_id    VARCHAR(32) NOT NULL,
  project_id VARCHAR(32) NOT NULL,
  role       VARCHAR(16) NOT NULL,
  CONSTRAINT role_assignment_pk PRIMARY KEY (user_id, project_id, role),
  CONSTRAINT role_assignment_user_fk FOREIGN KEY (user_id) REFERENCES cloud_user (id),
  CONSTRAINT role_assignment_project_fk FOREIGN KEY (project_id) REFERENCES project (id)
);
CREATE INDEX role_assignment_project ON role_assignment (project_id);

-- A token itself is never stored, only its SHA-256 (hexadecimal).
CREATE TABLE token (
  token_hash VARCHAR(64)  NOT NULL PRIMARY KEY,
  user_id    VARCHAR(32)  NOT NULL,
  project_id VARCHAR(32)  NOT NULL,
  audit_id   VARCHAR(22)  NOT NULL,
  issued_at  TIMESTAMP(6) NOT NULL,
  expires_at TIMESTAMP(6) NOT NULL,
  CONSTRAINT token_user_fk FOREIGN KEY (user_id) REFERENCES cloud_user (id),
  CONSTRAINT token_project_fk FOREIGN KEY (project_id) REFERENCES project (id)
);
CREATE INDEX token_expires_at ON token (expires_at);
CREATE INDEX token_user ON token (user_id);

-- Locked while the seed is applied: several instances may start at once.
CREATE TABLE seed_lock (
  id INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO seed_lock (id) VALUES (1);
