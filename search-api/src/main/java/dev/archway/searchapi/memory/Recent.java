package dev.archway.searchapi.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map of so many entries at most: of more, the one that was asked for longest ago goes. Asking
/// changes it, so that it is for one thread at a time.
public final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /// A map of up to `most` entries.
  public Recent(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
