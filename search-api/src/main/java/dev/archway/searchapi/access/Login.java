package dev.archway.searchapi.access;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether callers have to say who they are.
enum Login {
  /// Everyone on this machine may do everything; nobody else can call.
  NONE,
  /// A request without an accepted token is refused.
  REQUIRED;

  static final int SHORTEST_ADMIN_TOKEN = 32;

  /// What a header can carry as a token (RFC 6750, section 2.1).
  private static final String TOKEN = "[A-Za-z0-9._~+/-]+=*";

  private static final String WHAT_TO_DO =
      " Set ARCHWAY_ADMIN_TOKEN to a secret of %d characters or more (openssl rand -hex 32 makes one),"
              .formatted(SHORTEST_ADMIN_TOKEN)
          + " or archway.login.oidc.issuer to your login service.";

  /// What the settings ask for.
  ///
  /// @param address that the service listens on; every address if absent
  /// @param audiences for whom a login service's tokens are to be made out; absent without a login
  ///   service
  /// @throws IllegalStateException what they ask for would let everyone in, or nobody
  static Login of(
      @Nullable InetAddress address, LoginSettings settings, @Nullable List<String> audiences) {
    requireStrong(settings.adminToken());
    if (audiences != null && audiences.isEmpty()) {
      throw new IllegalStateException(
          "A login service makes out tokens for many services; set archway.login.oidc.audience to"
              + " what stands in the claim aud of those that are for this one.");
    }
    boolean configured = !settings.adminToken().isBlank() || audiences != null;
    boolean required = settings.required().orElse(configured);
    boolean loopback = address != null && address.isLoopbackAddress();
    if (!required && !loopback) {
      throw new IllegalStateException(
          "server.address is %s, where others can call, so that callers must say who they are."
                  .formatted(address == null ? "every address" : address.getHostAddress())
              + WHAT_TO_DO
              + " Or listen on this machine only: server.address=127.0.0.1.");
    }
    if (required && !configured) {
      throw new IllegalStateException(
          "archway.login.required is true, but nobody could log in." + WHAT_TO_DO);
    }
    return required ? REQUIRED : NONE;
  }

  private static void requireStrong(String adminToken) {
    if (adminToken.isBlank()) {
      return;
    }
    if (adminToken.length() < SHORTEST_ADMIN_TOKEN) {
      throw new IllegalStateException(
          "ARCHWAY_ADMIN_TOKEN has %d characters or more, but has %d."
              .formatted(SHORTEST_ADMIN_TOKEN, adminToken.length()));
    }
    if (!adminToken.matches(TOKEN)) {
      throw new IllegalStateException(
          "ARCHWAY_ADMIN_TOKEN consists of letters, digits and . _ ~ + / -, but has something else.");
    }
  }
}
