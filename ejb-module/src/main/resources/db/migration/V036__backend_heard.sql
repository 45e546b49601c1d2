-- When a cluster's event daemon last answered a question of ours, by Ganeti's clock: a cluster where
-- nothing happens is told from one whose daemon is silent.
ALTER TABLE backend_facts ADD COLUMN heard_at TIMESTAMP(6);
