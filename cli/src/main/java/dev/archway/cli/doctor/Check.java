package dev.archway.cli.doctor;

/// One thing that Archway needs. A check holds the facts and judges them; reading them off the
/// machine is left to a factory of its own, so that every verdict can be had on any machine.
interface Check {
  Verdict verdict();
}
