-- Who asked for a step, and in which project: of requests from now on. Null for what no request
-- did, and for what was on record before.
ALTER TABLE server_history ADD COLUMN user_id VARCHAR(32);
ALTER TABLE server_history ADD COLUMN project_id VARCHAR(32);
