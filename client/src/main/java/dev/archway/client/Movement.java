package dev.archway.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// When a byte of an HTTP exchange last moved, either way. Java's own time limit is for the whole
/// of a request up to the head of its answer: too short for a large file on a slow line, and none
/// at all for an answer that stops in the midst of its body.
final class Movement {
  private volatile long last = System.nanoTime();

  /// How long nothing has moved.
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - last);
  }

  private void moved() {
    last = System.nanoTime();
  }

  BodyPublisher seenIn(BodyPublisher body) {
    Flow.Publisher<ByteBuffer> seen = reader -> body.subscribe(new Sent(reader));
    long length = body.contentLength();
    if (length == 0) {
      return body;
    }
    return length < 0
        ? BodyPublishers.fromPublisher(seen)
        : BodyPublishers.fromPublisher(seen, length);
  }

  <T> BodyHandler<T> seenIn(BodyHandler<T> answer) {
    return head -> {
      moved();
      return new Received<>(answer.apply(head));
    };
  }

  private final class Sent implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> reader;

    Sent(Flow.Subscriber<? super ByteBuffer> reader) {
      this.reader = reader;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      moved();
      reader.onNext(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      reader.onError(failure);
    }

    @Override
    public void onComplete() {
      reader.onComplete();
    }
  }

  private final class Received<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> body;

    Received(BodySubscriber<T> body) {
      this.body = body;
    }

    @Override
    public CompletionStage<T> getBody() {
      return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      moved();
      body.onNext(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      body.onError(failure);
    }

    @Override
    public void onComplete() {
      body.onComplete();
    }
  }
}
