-- A backend is one Ganeti cluster and how its remote API is reached. Its password is not here.

CREATE SEQUENCE backend_id_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE backend (
  id                 BIGINT       NOT NULL PRIMARY KEY,
  name               VARCHAR(64)  NOT NULL,
  username           VARCHAR(64)  NOT NULL,
  certificate_sha256 VARCHAR(64)  NOT NULL,
  hypervisor         VARCHAR(16)  NOT NULL,
  disk_template      VARCHAR(32)  NOT NULL,
  status             VARCHAR(16)  NOT NULL,
  created_at         TIMESTAMP(6) NOT NULL,
  updated_at         TIMESTAMP(6) NOT NULL,
  CONSTRAINT backend_name_unique UNIQUE (name)
);

-- One for each node that may be master, in the order in which they are tried.
CREATE TABLE backend_endpoint (
  backend_id BIGINT       NOT NULL,
  position   INTEGER      NOT NULL,
  url        VARCHAR(255) NOT NULL,
  CONSTRAINT backend_endpoint_pk PRIMARY KEY (backend_id, position),
  CONSTRAINT backend_endpoint_backend_fk FOREIGN KEY (backend_id) REFERENCES backend (id)
);
