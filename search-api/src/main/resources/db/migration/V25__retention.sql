-- Trials whose weights are kept because a user asked for it.
CREATE TABLE pinned_trial (
  trial_id uuid PRIMARY KEY REFERENCES trial
);
