package dev.slipway.starter.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.requests.PageQuery;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds to the specification the names that the answers have, and the bodies we parse manually. */
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
      addQuery(api, "/api/v1/deployments", ListQuery.PARAMETERS);
      addQuery(api, "/api/v1/agents", PageQuery.PARAMETERS);
      RequestSchemas.byPath().forEach((path, schema) -> addBody(api, path, schema));
      describeRequest(api);
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(OpenApiConfiguration::addProblem);
    };
  }

  /** A view repeats the request field by field; its record says only that there are fields. */
  private static void describeRequest(OpenAPI api) {
    Schema<?> view = api.getComponents().getSchemas().get("DeploymentAnswer");
    if (view != null) {
      view.getProperties().put("request", RequestSchemas.requested());
    }
  }

  /** Lists read their parameters manually, to report everything that is wrong with them. */
  private static void addQuery(OpenAPI api, String path, List<String> names) {
    PathItem item = api.getPaths().get(path);
    if (item != null && item.getGet() != null) {
      item.getGet().setParameters(names.stream().map(OpenApiConfiguration::query).toList());
    }
  }

  private static Parameter query(String name) {
    Schema<?> schema = name.equals("page_size") ? new IntegerSchema() : new StringSchema();
    return new QueryParameter().name(name).required(false).schema(schema);
  }

  /** A missing call is not an error here: the test reports it. */
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
