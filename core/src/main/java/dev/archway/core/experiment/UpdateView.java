package dev.archway.core.experiment;

/// An update as people and programs see it.
///
/// @param summary what the controller had come to by it
public record UpdateView(UpdateReport report, ControllerSummary summary) {}
