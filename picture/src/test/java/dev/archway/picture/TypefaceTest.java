package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TypefaceTest {
  /// Advances in Adobe's font metrics of Helvetica.
  private static final double S = 0.5;

  private static final double E = 0.556;
  private static final double P = 0.556;

  @Test
  void addsUpTheLettersAdvancesAtTheFontsSize() {
    assertThat(Typeface.width("sep", Style.PLAIN)).isCloseTo(12 * (S + E + P), within(1e-9));
    assertThat(Typeface.width("~", Style.PLAIN)).isCloseTo(12 * 0.584, within(1e-9));
    assertThat(Typeface.width("", Style.PLAIN)).isZero();
  }

  @Test
  void takesALetterItDoesNotKnowForAsWideAsTheFontIsHigh() {
    assertThat(Typeface.width("\u6f22", Style.QUIET)).isEqualTo(11);
    assertThat(Typeface.width("\ud83d\ude00", Style.QUIET)).isEqualTo(11);
  }
}
