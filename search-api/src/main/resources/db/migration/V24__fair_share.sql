-- Tasks are claimed by rank: see the service's Shares. An older replica that still runs queues at rank 0, so
-- its tasks come first.
ALTER TABLE task ADD COLUMN rank double precision NOT NULL DEFAULT 0;
ALTER TABLE experiment_progress ADD COLUMN last_rank double precision NOT NULL DEFAULT 0;

DROP INDEX task_queued;
DROP INDEX task_queued_in;
CREATE INDEX task_queued ON task (kind, rank, position) WHERE state = 'QUEUED';
CREATE INDEX task_queued_in ON task (experiment_id, rank, position) WHERE state = 'QUEUED';

-- Which networks are known is read by their trials' numbers now.
DROP INDEX trial_network;
