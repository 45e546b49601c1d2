-- Questions of status checks that are under way. Whoever takes the answer need not be who asked.

CREATE TABLE heartbeat (
  tag      VARCHAR(128) NOT NULL PRIMARY KEY,
  asked_at TIMESTAMP(6) NOT NULL,
  heard_at TIMESTAMP(6)
);
