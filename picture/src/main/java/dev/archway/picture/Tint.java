package dev.archway.picture;

import java.util.Locale;

/// The colours of a box, by what it does. They only repeat what the words in it say. Each has a
/// contrast of at least 4.5 to the ink on it, on light ground and on dark.
enum Tint {
  CONVOLUTION("#dbe9fb", "#3d6fb4", "#1c3557", "#6ea0e0"),
  /// Depthwise convolutions, and blocks around one.
  DEPTHWISE("#e6e0fa", "#6b52b5", "#362d61", "#a08ee8"),
  POOLING("#d9f0df", "#3b8a53", "#1d4029", "#66b980"),
  /// Where paths come together, part, or change places.
  JOIN("#fcebc5", "#a87912", "#4a3a12", "#d6ab4a"),
  /// What makes scores.
  LINEAR("#fbdfe1", "#b4505a", "#552a30", "#e08a93"),
  /// What has no parameters to learn, or few.
  ELEMENTWISE("#eceef0", "#767c85", "#353a41", "#9aa1ab"),
  /// Where a picture begins and ends.
  END("none", "#767c85", "none", "#9aa1ab");

  private final String light;
  private final String lightBorder;
  private final String dark;
  private final String darkBorder;

  Tint(String light, String lightBorder, String dark, String darkBorder) {
    this.light = light;
    this.lightBorder = lightBorder;
    this.dark = dark;
    this.darkBorder = darkBorder;
  }

  /// The name in the style sheet.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String lightRule() {
    return "fill:" + light + ";stroke:" + lightBorder;
  }

  String darkRule() {
    return "fill:" + dark + ";stroke:" + darkBorder;
  }
}
