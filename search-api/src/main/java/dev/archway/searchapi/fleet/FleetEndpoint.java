package dev.archway.searchapi.fleet;

import dev.archway.core.page.Page;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.DeviceView;
import dev.archway.core.task.WorkerRegistration;
import dev.archway.core.task.WorkerView;
import dev.archway.searchapi.access.Caller;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class FleetEndpoint {
  private final Fleet fleet;
  private final Draining draining;

  FleetEndpoint(Fleet fleet, Draining draining) {
    this.fleet = fleet;
    this.draining = draining;
  }

  @GetMapping("/workers")
  Page<WorkerView> workers(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    var page = new Limit(limit);
    return page.page(
        fleet.workers(begin(after), page.andOne()), worker -> Cursor.of(worker.name()));
  }

  @PutMapping("/workers/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void register(
      @PathVariable String name,
      @RequestBody WorkerRegistration worker,
      @AuthenticationPrincipal Caller caller) {
    requireSame(name, worker.name());
    caller.requireActsAs(name);
    fleet.register(worker);
  }

  @GetMapping("/devices")
  Page<DeviceView> devices(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    var page = new Limit(limit);
    return page.page(
        fleet.devices(begin(after), page.andOne()), device -> Cursor.of(device.name()));
  }

  @PutMapping("/devices/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void register(
      @PathVariable String name,
      @RequestBody DeviceRegistration device,
      @AuthenticationPrincipal Caller caller) {
    requireSame(name, device.name());
    caller.requireActsAs(name);
    fleet.register(device);
  }

  @PostMapping("/workers/{name}/drain")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drainWorker(@PathVariable String name) {
    draining.set(Registered.Kind.WORKER, name, true);
  }

  @PostMapping("/workers/{name}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resumeWorker(@PathVariable String name) {
    draining.set(Registered.Kind.WORKER, name, false);
  }

  @PostMapping("/devices/{name}/drain")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drainDevice(@PathVariable String name) {
    draining.set(Registered.Kind.DEVICE, name, true);
  }

  @PostMapping("/devices/{name}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resumeDevice(@PathVariable String name) {
    draining.set(Registered.Kind.DEVICE, name, false);
  }

  /// The last name of the page before; there is none before the first.
  private static String begin(@Nullable String after) {
    return Cursor.read(after, 1, List::getFirst).orElse("");
  }

  private static void requireSame(String address, String body) {
    if (!address.equals(body)) {
      throw ProblemType.INVALID_REQUEST.because(
          "The address names '%s', but the body '%s'.".formatted(address, body));
    }
  }
}
