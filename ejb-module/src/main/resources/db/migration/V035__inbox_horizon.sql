-- How old an event may be that is still taken (ADR 012). The horizon is raised first; only then are
-- events that are older forgotten, so that none of them is taken a second time. Of events noted
-- before this, or by an older version beside this one, only is known that they are no younger than
-- now; a day is for the time zone of the session.
ALTER TABLE inbox ADD COLUMN
  event_time TIMESTAMP(6) DEFAULT (CURRENT_TIMESTAMP + INTERVAL '1' DAY) NOT NULL;
DROP INDEX inbox_received_at;
CREATE INDEX inbox_event_time ON inbox (event_time);

-- One row. claimed_until is the claim of whoever sweeps; begun_at, ended_at and forgotten are of the
-- last sweep.
CREATE TABLE inbox_horizon (
  id            INTEGER      NOT NULL PRIMARY KEY,
  horizon       TIMESTAMP(6) NOT NULL,
  held_by       VARCHAR(64),
  due_at        TIMESTAMP(6) NOT NULL,
  claimed_until TIMESTAMP(6),
  begun_at      TIMESTAMP(6),
  ended_at      TIMESTAMP(6),
  forgotten     BIGINT       NOT NULL,
  CONSTRAINT inbox_horizon_one CHECK (id = 1)
);
INSERT INTO inbox_horizon (id, horizon, due_at, forgotten)
VALUES (1, TIMESTAMP '1970-01-01 00:00:00', CURRENT_TIMESTAMP + INTERVAL '1' DAY, 0);
