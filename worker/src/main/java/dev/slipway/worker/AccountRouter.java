package dev.slipway.worker;

import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.InAccount;
import io.temporal.activity.ActivityInterface;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Forwards each call to activities that act in the account that its input names: those of the
 * worker's own, or a copy of them with clients of the other account.
 */
final class AccountRouter {
  private AccountRouter() {}

  /**
   * One activity for each of the given ones, which forwards its calls.
   *
   * @param own those of the worker's own account
   * @param others what there is for a role
   * @param which the same ones among that, in the same order
   */
  static <T> List<Object> route(
      List<Object> own, Leases<T> others, Function<T, List<Object>> which) {
    return IntStream.range(0, own.size())
        .mapToObj(place -> routed(own.get(place), others, all -> which.apply(all).get(place)))
        .toList();
  }

  private static <T> Object routed(Object own, Leases<T> others, Function<T, Object> which) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          @Nullable AccountRole role = role(arguments);
          if (role == null) {
            return call(own, method, arguments);
          }
          try (var lease = others.take(role)) {
            return call(which.apply(lease.thing()), method, arguments);
          }
        };
    return Proxy.newProxyInstance(own.getClass().getClassLoader(), contracts(own), handler);
  }

  private static Class<?>[] contracts(Object activity) {
    return Arrays.stream(activity.getClass().getInterfaces())
        .filter(type -> type.isAnnotationPresent(ActivityInterface.class))
        .toArray(Class<?>[]::new);
  }

  private static @Nullable AccountRole role(Object @Nullable [] arguments) {
    return arguments == null || !(arguments[0] instanceof InAccount input) ? null : input.role();
  }

  private static @Nullable Object call(
      Object activity, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(activity, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getTargetException();
    }
  }
}
