package dev.archway.searchapi.access;

import dev.archway.searchapi.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Puts the door together. There are no cookies and no sessions, so that a request has nothing by
/// which another site's page could act for somebody, and no token against that is needed.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  /// What a page of this service may load: what lies here, and nothing else may frame it.
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  @Bean
  SecurityFilterChain door(
      HttpSecurity http,
      Recognition recognition,
      Refusals refusals,
      ProblemWriter problems,
      LimitSettings limits) {
    http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(AccessConfiguration::headers)
        // What a request that was let in is dispatched to is part of it.
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .anyRequest()
                .access(new AccessGuard()))
        .addFilterAfter(new BodyLimit(limits.body(), problems), AuthorizationFilter.class);
    recognition.into(http);
    return http.build();
  }

  /// The filters of the door are part of their request, and no dozen spans and timers beside it.
  @Bean
  SecurityObservationSettings doorObservations() {
    return SecurityObservationSettings.noObservations();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
  }

  @Bean
  Login login(
      ServerProperties server,
      LoginSettings settings,
      OAuth2ResourceServerProperties oidc,
      ObjectProvider<JwtDecoder> decoder) {
    @Nullable List<String> audiences =
        decoder.getIfAvailable() == null ? null : oidc.getJwt().getAudiences();
    return Login.of(server.getAddress(), settings, audiences);
  }

  @Bean
  TokenCheck tokenCheck(
      LoginSettings settings,
      LimitSettings limits,
      Tokens tokens,
      ObjectProvider<JwtDecoder> decoder,
      Clock clock) {
    return new TokenCheck(
        settings.adminToken(),
        tokens,
        Optional.ofNullable(decoder.getIfAvailable())
            .map(d -> new LoginService(d, settings.oidc().claim())),
        new Buckets(clock, limits.failuresPerSecond()));
  }

  @Bean
  Recognition recognition(
      Login login, TokenCheck tokens, Refusals refusals, ProblemWriter problems, Buckets requests) {
    return switch (login) {
      case NONE ->
          http -> http.addFilterAfter(new LoopbackGuard(problems), HeaderWriterFilter.class);
      case REQUIRED ->
          http ->
              http.oauth2ResourceServer(server ->
                      server
                          .authenticationManagerResolver(tokens)
                          .authenticationEntryPoint(refusals)
                          .accessDeniedHandler(refusals))
                  .addFilterAfter(
                      new RateLimit(requests, problems), BearerTokenAuthenticationFilter.class);
    };
  }

  @Bean
  Buckets requests(LimitSettings limits, Clock clock) {
    return new Buckets(clock, limits.requestsPerSecond());
  }
}
