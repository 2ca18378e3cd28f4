package dev.archway.searchapi.access;

import dev.archway.core.access.CreatedToken;
import dev.archway.core.access.TokenRequest;
import dev.archway.core.access.TokenView;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
class TokenEndpoint {
  private final Tokens tokens;

  TokenEndpoint(Tokens tokens) {
    this.tokens = tokens;
  }

  @PostMapping
  ResponseEntity<CreatedToken> create(
      @RequestBody TokenRequest request, @AuthenticationPrincipal Caller caller) {
    var created = tokens.create(request, caller);
    return ResponseEntity.created(URI.create("/api/v1/tokens/" + created.token().id()))
        .body(created);
  }

  @GetMapping
  List<TokenView> list(
      @RequestParam Optional<String> after, @RequestParam(defaultValue = "100") int limit) {
    PageLimit.require(limit);
    return tokens.list(after, limit);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String id) {
    tokens.revoke(id);
  }
}
