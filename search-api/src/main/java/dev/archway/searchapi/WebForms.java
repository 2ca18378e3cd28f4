package dev.archway.searchapi;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// How requests are read. YAML is for what people write by hand, and read where that is taken; the
/// other calls are for programs and speak JSON only.
@Configuration
class WebForms implements WebMvcConfigurer {
  private static final MediaType YAML = MediaType.APPLICATION_YAML;

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.configureMessageConvertersList(
        list -> list.removeIf(c -> c.getSupportedMediaTypes().contains(YAML)));
  }

  /// Kinds and orders in parameters may be written in lower case, too.
  @Override
  public void addFormatters(FormatterRegistry registry) {
    ApplicationConversionService.addApplicationConverters(registry);
  }
}
