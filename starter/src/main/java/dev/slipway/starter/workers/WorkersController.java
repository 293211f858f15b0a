package dev.slipway.starter.workers;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * For upgrades and rollbacks of Slipway itself. A build works for all agents, so it takes the right
 * to all of them.
 */
@RestController
@Tag(name = "workers")
@RequestMapping("/api/v1/workers")
@Needs(Role.ADMIN)
class WorkersController {
  private final WorkerBuilds builds;
  private final Promotion promotion;
  private final Permissions permissions;

  WorkersController(WorkerBuilds builds, Promotion promotion, Permissions permissions) {
    this.builds = builds;
    this.promotion = promotion;
    this.permissions = permissions;
  }

  @GetMapping
  @Operation(
      operationId = "getWorkers",
      summary = "Shows the workers' builds, and what runs on them")
  WorkersResponse show() {
    permissions.requireEverywhere(Role.ADMIN);
    return builds.show();
  }

  @PostMapping("/{build}/promote")
  @Operation(
      operationId = "promoteWorkers",
      summary = "Gives new work to the workers of a build, and agents to it")
  WorkersResponse promote(@PathVariable String build) {
    permissions.requireEverywhere(Role.ADMIN);
    promotion.promote(build, permissions.principal().name());
    return builds.show();
  }
}
