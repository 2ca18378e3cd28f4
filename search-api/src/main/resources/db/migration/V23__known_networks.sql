-- Whether a network is known is asked for every proposal, whatever became of its trial.
CREATE INDEX trial_network ON trial (experiment_id, network_hash);

-- What is queued or leased is counted without looking at all tasks that ever were.
DROP INDEX task_leased_in;
CREATE INDEX task_open ON task (experiment_id, kind) WHERE state IN ('QUEUED', 'LEASED');
