-- How long a task takes is counted from its last lease; of older ones nobody knows when they began.
ALTER TABLE task ADD COLUMN leased_at timestamptz;
