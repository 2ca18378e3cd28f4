package dev.archway.searchapi.artifact;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/artifacts/{sha256}")
class ArtifactEndpoint {
  private final Artifacts artifacts;

  ArtifactEndpoint(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(@PathVariable String sha256, HttpServletRequest request) throws IOException {
    artifacts.keep(sha256, request.getContentLengthLong(), request.getInputStream());
  }

  @GetMapping
  ResponseEntity<InputStreamResource> read(@PathVariable String sha256) throws IOException {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .eTag(sha256)
        .body(new InputStreamResource(artifacts.open(sha256)));
  }
}
