-- An experiment as the release with migration V4 left it.
INSERT INTO experiment (id, spec, created_at, version) VALUES (
  '00000000-0000-0000-0000-000000000001',
  '{"name": "old", "space": "mnasnet-small",
    "objective": {"type": "latencyProduct", "device": "d",
      "setting": {"precision": "FLOAT32", "threads": 1, "batch": 1},
      "target": {"type": "latency", "millis": 5.0}, "alpha": -0.07, "beta": -0.07},
    "controller": {"type": "random"}, "control": null,
    "recipe": {"dataset": "cifar-10", "trainImages": 10000, "validationImages": 2000,
      "splitSeed": 0, "epochs": 1, "batchSize": 32,
      "optimizer": {"type": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": true,
        "weightDecay": 5.0E-4},
      "schedule": {"type": "cosine", "warmup": 0.1},
      "augmentation": {"padding": 4, "flip": true}, "labelSmoothing": 0.0},
    "baselines": [], "trials": 1, "parallelism": 2, "seed": 7}',
  '2026-11-01T00:00:00Z', 0);

INSERT INTO experiment_progress (experiment_id, state, reason, next_number, proposed, finished, ended,
  consecutive_repeats, policy_head, control_head, target_millis)
VALUES ('00000000-0000-0000-0000-000000000001', 'FINISHED', 'BUDGET: all 1 trials have ended', 2, 1, 1,
  1, 0, 1, 0, 5.0);

INSERT INTO policy_version (experiment_id, arm, version, snapshot, created_at)
VALUES ('00000000-0000-0000-0000-000000000001', 'SEARCH', 1, '\x00', '2026-11-01T00:00:00Z');

INSERT INTO trial (id, experiment_id, number, origin, choices, architecture, network_hash, multiply_adds,
  parameters, seed, policy_version, log_probability, state, reason, ended_position, learned_by,
  learned_position, created_at, ended_at)
VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 1, 'CONTROLLER',
  '[1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 1, 1, 1, 0, 2, 0, 1, 0, 0, 1]',
  '{"type": "staged", "name": "mnasnet-small", "stem": {"filters": 16, "stride": 1},
    "stages": [{"operator": "dconv", "kernel": 5, "stride": 2, "squeezeExcite": 0.0,
      "skip": "identity", "filters": 12, "layers": 1}],
    "head": {"filters": 192, "dropout": 0.0}, "activation": "RELU6"}',
  repeat('ab', 32), 1, 1, 3, 0, -20.5, 'FAILED', 'the slot''s process ended three times', 1, 1, 1,
  '2026-11-01T00:00:00Z', '2026-11-01T00:01:00Z');

-- One that aims at a baseline and searches with the RNN.
INSERT INTO experiment (id, spec, created_at, version)
SELECT '00000000-0000-0000-0000-000000000003',
  spec || '{"controller": {"type": "rnn",
      "lstm": {"units": 100, "initialRange": 0.1, "temperature": 1.0, "tanhClamp": null},
      "advantage": {"type": "rank"}, "gradient": {"type": "reinforce"},
      "update": {"batch": 5, "learningRate": 0.01, "entropyWeight": 0.1, "maxGradientNorm": 5.0},
      "queue": {"size": 10, "weight": 0.3}},
    "objective": {"type": "latencyProduct", "device": "d",
      "setting": {"precision": "FLOAT32", "threads": 1, "batch": 1},
      "target": {"type": "baseline", "baseline": "mobilenet-v2-x0.5"}, "alpha": 0.0, "beta": -1.0}}',
  created_at, version
FROM experiment;

INSERT INTO experiment_progress (experiment_id, state, reason, next_number, proposed, finished, ended,
  consecutive_repeats, policy_head, control_head, target_millis)
VALUES ('00000000-0000-0000-0000-000000000003', 'STOPPED', NULL, 1, 0, 0, 0, 0, 0, 0, NULL);
