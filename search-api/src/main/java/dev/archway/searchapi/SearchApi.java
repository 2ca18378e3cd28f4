package dev.archway.searchapi;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the service.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SearchApi {
  public static void main(String[] args) {
    var context = SpringApplication.run(SearchApi.class, args);
    if (context.getEnvironment().getProperty("archway.stop-with-stdin", Boolean.class, false)) {
      StandardInput.onEnd(() -> System.exit(SpringApplication.exit(context)));
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
