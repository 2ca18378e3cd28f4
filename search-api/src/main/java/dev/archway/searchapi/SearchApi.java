package dev.archway.searchapi;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the service. With the argument `--archway.stop-with-stdin=true` it ends when its standard
/// input does, so that it never outlives the launcher that started it.
///
/// There is no page of errors: what no endpoint answers, the web server's valve does.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class SearchApi {
  public static void main(String[] args) {
    // Before all else: a launcher may be gone before the service has started.
    if (List.of(args).contains("--archway.stop-with-stdin=true")) {
      StandardInput.onEnd(() -> System.exit(0));
    }
    SpringApplication.run(SearchApi.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
