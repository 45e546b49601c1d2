-- What each cluster told of itself when it was last asked. due_at says when it is asked again.

CREATE TABLE backend_facts (
  backend_id       BIGINT       NOT NULL PRIMARY KEY,
  due_at           TIMESTAMP(6) NOT NULL,
  told_at          TIMESTAMP(6),
  problem          VARCHAR(1000),
  cluster_name     VARCHAR(255),
  cluster_uuid     VARCHAR(36),
  software_version VARCHAR(32) DEFAULT '' NOT NULL,
  master           VARCHAR(255) DEFAULT '' NOT NULL,
  disk_templates   VARCHAR(255) DEFAULT '' NOT NULL,
  hypervisors      VARCHAR(255) DEFAULT '' NOT NULL,
  nodes            INTEGER DEFAULT 0 NOT NULL,
  nodes_in_use     INTEGER DEFAULT 0 NOT NULL,
  vcpus            INTEGER DEFAULT 0 NOT NULL,
  memory_total_mib BIGINT DEFAULT 0 NOT NULL,
  memory_free_mib  BIGINT DEFAULT 0 NOT NULL,
  disk_total_mib   BIGINT DEFAULT 0 NOT NULL,
  disk_free_mib    BIGINT DEFAULT 0 NOT NULL,
  instances        INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT backend_facts_backend_fk FOREIGN KEY (backend_id) REFERENCES backend (id)
);
