package dev.archway.controller;

import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import java.util.List;
import java.util.function.Predicate;

/// Proposes architectures and learns from their rewards. It sees choices, raw results and rewards;
/// never networks, devices, a clock or a thread.
///
/// **Proposing is pure.** What comes back depends on the state (that of [#version()]), the
/// [ProposalSeed], the trial numbers and the answers of `known` alone, and changes nothing: neither
/// the state nor any later proposal. So whoever holds the snapshot, the seed and the trials before
/// number `n` can make proposal `n` again, bit for bit.
///
/// **Learning** takes a batch of observations and leads from version v to version v + 1. Its result
/// depends on the state and the observations in their order alone. [#snapshot()] holds the whole
/// state: restored and continued equals continued.
///
/// A controller that works in rounds (NetAdapt: Yang et al. 2018) fits so: its state holds the
/// round's candidates; it proposes those that are not `known` yet, each with its [Start]; answers
/// [Proposals.Wait] while all are; wants the whole round as its [#updateBatch()]; chooses in
/// [#learn]; and ends by [Proposals.Exhausted]. A candidate that is a trial already is not proposed
/// again, so that its round stays one short: see [#updateBatch()].
///
/// Instances are for one thread at a time.
public interface Controller {

  /// Updates so far; a new controller has version 0.
  int version();

  /// How many observations the next update waits for. It may differ from version to version. Fewer
  /// are learned from only when no more will come: when an experiment ends, and when the controller
  /// answers [Proposals.Wait] while nothing is under way. If there are none at all then, the search
  /// is over.
  int updateBatch();

  /// Proposes trials number `firstNumber`, `firstNumber + 1`, ..., at most `atMost` of them.
  ///
  /// Known architectures are avoided as far as that is possible. One that comes all the same is
  /// proposed, so that the caller can count how often that happens: `known` tells it from the
  /// others. Proposals of one call differ from each other as if each were `known` to the next:
  /// asking for several is asking for one several times.
  ///
  /// @param known whether the network that choices stand for is already a trial, whatever its state
  Proposals propose(int firstNumber, int atMost, Predicate<Choices> known);

  /// Takes in results, each once, in an order that the caller keeps; the policy that proposed them
  /// may be older than this one. Either all or (when it throws) none of them are learned.
  ///
  /// @return what it did, for people to read
  UpdateReport learn(List<Observation> observations);

  /// What the state amounts to, for people to read. It follows from the state and the
  /// [ProposalSeed] alone and changes nothing, neither the state nor any later proposal. It may
  /// take as long as many proposals.
  ControllerSummary summary();

  /// The whole state, from which [Controllers#restore] makes an equal controller.
  byte[] snapshot();
}
