-- A claim looks at what is queued alone, of all experiments or of one; what has expired is found by
-- its time.
DROP INDEX task_open;
CREATE INDEX task_queued ON task (kind, position) WHERE state = 'QUEUED';
CREATE INDEX task_queued_in ON task (experiment_id, position) WHERE state = 'QUEUED';
CREATE INDEX task_leased ON task (expires_at) WHERE state = 'LEASED';
CREATE INDEX task_leased_in ON task (experiment_id) WHERE state = 'LEASED';
CREATE INDEX trial_under_way ON trial (experiment_id) WHERE state IN ('QUEUED', 'RUNNING');
