package dev.slipway.worker;

import dev.slipway.api.Target;
import dev.slipway.workflows.model.OnTarget;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Forwards each call of a step to the activity of the target that its input names. */
final class TargetRouter {
  private TargetRouter() {}

  /**
   * One activity for two.
   *
   * @param step the step's interface
   * @param lambda what does it for agents on Lambda, and for inputs that name no target
   */
  static <T> T route(Class<T> step, T lambda, T agentCore) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          boolean other =
              arguments != null
                  && arguments[0] instanceof OnTarget input
                  && input.target() == Target.AGENTCORE;
          try {
            return method.invoke(other ? agentCore : lambda, arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
          }
        };
    return step.cast(Proxy.newProxyInstance(step.getClassLoader(), new Class<?>[] {step}, handler));
  }
}
