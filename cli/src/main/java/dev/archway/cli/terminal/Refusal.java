package dev.archway.cli.terminal;

/// Something that the person at the terminal can put right: the message is one sentence for them,
/// shown without a stack trace, and the command ends with a non-zero status.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  public Refusal(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public Refusal(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
