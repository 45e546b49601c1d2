-- Servers that were there before their NICs, disks, size, tags and hypervisor parameters were kept
-- are asked for once, as if an event had told of a change.
INSERT INTO server_shape (server_id, version, due_at)
SELECT s.id, 1, TIMESTAMP '2000-01-01 00:00:00'
FROM server s
WHERE s.state <> 'DESTROYED' AND s.state <> 'BUILD'
  AND NOT EXISTS (SELECT 1 FROM server_shape p WHERE p.server_id = s.id);
