-- Every event that was applied, so that its next delivery is not.

CREATE TABLE inbox (
  event_id    VARCHAR(255) NOT NULL PRIMARY KEY,
  received_at TIMESTAMP(6) NOT NULL
);
CREATE INDEX inbox_received_at ON inbox (received_at);
