-- A creation that failed because others had locked what it needs is submitted once more. The job that
-- failed so: what Ganeti tells of it counts no more, and there is no third one.

ALTER TABLE server ADD COLUMN replaced_job_id BIGINT;

-- What was asked of Ganeti to build a server, to be asked once more: sealed, since the guest's
-- password is in it, and gone when the building has ended.
CREATE TABLE server_creation (
  server_id BIGINT         NOT NULL PRIMARY KEY,
  sealed    VARCHAR(65536) NOT NULL,
  CONSTRAINT server_creation_server_fk FOREIGN KEY (server_id) REFERENCES server (id)
    ON DELETE CASCADE
);
