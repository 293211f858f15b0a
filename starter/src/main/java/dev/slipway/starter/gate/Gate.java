package dev.slipway.starter.gate;

import dev.slipway.api.Role;
import dev.slipway.policy.Account;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.ProblemWriter;
import dev.slipway.starter.temporal.Deployments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Lets a call through if the caller has the role it {@link Needs}, for the agent that its address
 * names or that its deployment is about.
 */
@Component
final class Gate implements HandlerInterceptor {
  private static final String OURS = "dev.slipway.";

  private final Permissions permissions;
  private final Deployments deployments;
  private final KnownAccounts accounts;
  private final ProblemWriter problems;

  Gate(
      Permissions permissions,
      Deployments deployments,
      KnownAccounts accounts,
      ProblemWriter problems) {
    this.problems = problems;
    this.permissions = permissions;
    this.deployments = deployments;
    this.accounts = accounts;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OURS)) {
      needed(method).ifPresent(role -> require(role, request));
    } else if (!(handler instanceof HandlerMethod
        || handler instanceof ResourceHttpRequestHandler)) {
      return mayWatchEverything(response);
    }
    return true;
  }

  /** The builder's socket covers every deployment; no advice writes what would be thrown for it. */
  private boolean mayWatchEverything(HttpServletResponse response) throws IOException {
    try {
      permissions.requireEverywhere(Role.VIEWER);
      return true;
    } catch (ProblemException refused) {
      problems.write(refused.problem(), response);
      return false;
    }
  }

  private void require(Role role, HttpServletRequest request) {
    permissions.requireSomewhere(role);
    if (permissions.hasEverywhere(role)) {
      return; // There is nothing to look up.
    }
    Map<?, ?> address =
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> map
            ? map
            : Map.of();
    if (address.get("region") instanceof String region
        && address.get("stackName") instanceof String stackName) {
      permissions.require(
          role, () -> account(request), region, stackName, Agents.notFound(region, stackName));
    } else if (address.get("id") instanceof String id) {
      deployments
          .place(id)
          .ifPresent(
              place ->
                  permissions.require(
                      role,
                      () -> accounts.alias(place.account()),
                      place.region(),
                      place.stackName(),
                      Deployments.notFound(id)));
    }
  }

  /** What the address calls the account; the server's own when it says nothing. */
  private static String account(HttpServletRequest request) {
    String named = request.getParameter(Agents.ACCOUNT);
    return named == null || named.isBlank() ? Account.OWN : named;
  }

  /** The role a call needs; none if it is open. */
  private static Optional<Role> needed(HandlerMethod method) {
    if (isOpen(method)) {
      return Optional.empty();
    }
    @Nullable Needs needs = needs(method);
    if (needs == null) {
      throw ProblemException.forbidden("Nobody may do this: no role is declared for it.");
    }
    return Optional.of(needs.value());
  }

  private static boolean isOpen(HandlerMethod method) {
    return AnnotatedElementUtils.hasAnnotation(method.getMethod(), OpenToAll.class)
        || (needs(method) == null
            && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OpenToAll.class));
  }

  private static @Nullable Needs needs(HandlerMethod method) {
    Needs own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Needs.class);
    return own == null
        ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Needs.class)
        : own;
  }

  /** A server on which somebody forgot to say who may do something does not start. */
  @Component
  static final class Census implements SmartInitializingSingleton {
    private final RequestMappingHandlerMapping calls;

    Census(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping calls) {
      this.calls = calls;
    }

    @Override
    public void afterSingletonsInstantiated() {
      List<String> forgotten =
          calls.getHandlerMethods().values().stream()
              .filter(method -> method.getBeanType().getName().startsWith(OURS))
              .filter(method -> !isOpen(method) && needs(method) == null)
              .map(HandlerMethod::getShortLogMessage)
              .sorted()
              .toList();
      if (!forgotten.isEmpty()) {
        throw new IllegalStateException(
            "no role: %s (expected: @Needs or @OpenToAll on each)".formatted(forgotten));
      }
    }
  }
}
