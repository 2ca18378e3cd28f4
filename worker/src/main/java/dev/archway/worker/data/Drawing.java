package dev.archway.worker.data;

import java.util.random.RandomGenerator;

/// Draws one 32x32 image of a class of [dev.archway.core.recipe.Dataset#GENERATED]: one shape or
/// textured patch of random colour, place, size and rotation, over a background of two colours,
/// partly hidden by a bar, under noise. Colours say nothing about the class, so it must be seen
/// from the form.
final class Drawing {
  private static final int SIDE = 32;
  private static final int CLASSES = 10;

  /// Any image depends on its number only.
  private static final long SEED = 10;

  private final RandomGenerator random;
  private final double[] from;
  private final double[] to;
  private final double[] ink;
  private final double centreX;
  private final double centreY;
  private final double radius;
  private final double cosine;
  private final double sine;
  private final double period;
  private final double phase;

  private Drawing(RandomGenerator random) {
    this.random = random;
    this.from = colour();
    this.to = mixed(from, colour(), 0.5);
    this.ink = inkAwayFrom(mixed(from, to, 0.5));
    this.centreX = random.nextDouble(13, 19);
    this.centreY = random.nextDouble(13, 19);
    this.radius = random.nextDouble(10, 15);
    double angle = random.nextDouble(2 * StrictMath.PI);
    this.cosine = StrictMath.cos(angle);
    this.sine = StrictMath.sin(angle);
    this.period = random.nextDouble(3.5, 7);
    this.phase = random.nextDouble(period);
  }

  /// One label byte and 3,072 pixel bytes. Classes take turns.
  static byte[] record(int number) {
    int label = number % CLASSES;
    return new Drawing(Seeds.generator(Seeds.Use.DRAWING, SEED, number)).draw(label);
  }

  private byte[] draw(int label) {
    var record = new byte[1 + 3 * SIDE * SIDE];
    record[0] = (byte) label;
    double strength = random.nextDouble(0.8, 1);
    double noise = random.nextDouble(3, 10);
    var bar = new Bar(random, colour());
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double along = (cosine * x + sine * y) / SIDE * 0.5 + 0.5;
        double covered = strength * coverage(label, x - centreX, y - centreY);
        for (int c = 0; c < 3; c++) {
          double ground = from[c] + along * (to[c] - from[c]);
          double value = bar.over(ground + covered * (ink[c] - ground), x, y, c);
          value += noise * random.nextGaussian();
          record[1 + (c * SIDE + y) * SIDE + x] = (byte) Math.clamp(Math.round(value), 0, 255);
        }
      }
    }
    return record;
  }

  /// How much ink lies at a place relative to the centre: 0 to 1, soft over one pixel.
  private double coverage(int label, double dx, double dy) {
    double u = cosine * dx + sine * dy;
    double v = cosine * dy - sine * dx;
    double distance = StrictMath.sqrt(u * u + v * v);
    double patch = soft(radius - distance);
    return switch (label) {
      case 0 -> patch;
      case 1 -> patch * soft(distance - 0.55 * radius);
      case 2 -> soft(0.85 * radius - Math.max(Math.abs(u), Math.abs(v)));
      case 3 -> soft(Math.min(v + 0.5 * radius, 0.5 * radius - 0.5 * v - 0.866 * Math.abs(u)));
      case 4 -> patch * soft(0.28 * radius - Math.min(Math.abs(u), Math.abs(v)));
      case 5 -> patch * wave(u);
      case 6 -> patch * soft(4 * (wave(u) - 0.5) * (wave(v) - 0.5));
      case 7 -> patch * soft(4 * (wave(u) * wave(v) - 0.5));
      case 8 -> patch * wave(u + 1.5 * StrictMath.sin(v * 2 * StrictMath.PI / (1.6 * period)));
      case 9 -> patch * Math.clamp(0.5 + 0.5 * u / radius, 0.0, 1.0);
      default ->
          throw new IllegalArgumentException("There are classes 0..9, but no " + label + ".");
    };
  }

  private double wave(double position) {
    return 0.5 + 0.5 * StrictMath.sin((position + phase) * 2 * StrictMath.PI / period);
  }

  private static double soft(double inside) {
    return Math.clamp(inside + 0.5, 0.0, 1.0);
  }

  private double[] colour() {
    return new double[] {
      random.nextDouble(20, 236), random.nextDouble(20, 236), random.nextDouble(20, 236)
    };
  }

  private static double[] mixed(double[] one, double[] other, double share) {
    var mixed = new double[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = one[c] + share * (other[c] - one[c]);
    }
    return mixed;
  }

  private double[] inkAwayFrom(double[] ground) {
    while (true) {
      var candidate = colour();
      double square = 0;
      for (int c = 0; c < 3; c++) {
        square += (candidate[c] - ground[c]) * (candidate[c] - ground[c]);
      }
      if (square > 140 * 140) {
        return candidate;
      }
    }
  }

  /// A strip of one colour that hides part of the image.
  private static final class Bar {
    private final double[] colour;
    private final double cosine;
    private final double sine;
    private final double offset;
    private final double halfWidth;

    Bar(RandomGenerator random, double[] colour) {
      this.colour = colour;
      double angle = random.nextDouble(StrictMath.PI);
      this.cosine = StrictMath.cos(angle);
      this.sine = StrictMath.sin(angle);
      this.offset = random.nextDouble(-12, 12);
      this.halfWidth = random.nextDouble(0.5, 1.5);
    }

    double over(double value, int x, int y, int channel) {
      double across = cosine * (x - SIDE / 2) + sine * (y - SIDE / 2) - offset;
      double covered = soft(halfWidth - Math.abs(across));
      return value + covered * (colour[channel] - value);
    }
  }
}
