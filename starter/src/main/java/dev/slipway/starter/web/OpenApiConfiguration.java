package dev.slipway.starter.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.slipway.starter.problems.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the specification the names that the answers have, and the bodies we read by hand. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  @Bean
  ModelResolver starterModelResolver() {
    ObjectMapper mapper =
        Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    return new ModelResolver(mapper, new OuterNames());
  }

  /** Two controllers may each have their Listing; only the outer name tells them apart. */
  private static final class OuterNames extends TypeNameResolver {
    @Override
    protected String getNameOfClass(Class<?> type) {
      Class<?> outer = type.getEnclosingClass();
      return outer == null
          ? type.getSimpleName()
          : outer.getSimpleName().replace("Controller", "") + type.getSimpleName();
    }
  }

  @Bean
  OpenApiCustomizer starterBodiesAndProblems() {
    return api -> {
      ModelConverters.getInstance(true)
          .readAll(Problem.class)
          .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
      RequestSchemas.byPath().forEach((path, schema) -> addBody(api, path, schema));
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(OpenApiConfiguration::addProblem);
    };
  }

  /** A call that is not there is no error here: the test names what is missing. */
  private static void addBody(OpenAPI api, String path, Schema<?> schema) {
    PathItem item = api.getPaths().get(path);
    Operation operation =
        item == null ? null : item.getPost() == null ? item.getDelete() : item.getPost();
    if (operation != null) {
      operation.setRequestBody(new RequestBody().content(content("application/json", schema)));
    }
  }

  private static void addProblem(Operation operation) {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("What went wrong (RFC 9457).")
                .content(content("application/problem+json", problem)));
  }

  private static Content content(String type, Schema<?> schema) {
    return new Content().addMediaType(type, new MediaType().schema(schema));
  }
}
