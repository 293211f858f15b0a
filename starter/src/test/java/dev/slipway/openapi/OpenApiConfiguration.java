package dev.slipway.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.slipway.starter.deployments.AcceptedResponse;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.requests.PageQuery;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/** Adds to the specification what springdoc cannot see: our names, bodies and problems. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
  private static final String PATH = "/generated.json";

  private static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";

  /** The settings of a starter that generates its specification. */
  public static String[] settings() {
    return new String[] {
      "--spring.main.sources=" + OpenApiConfiguration.class.getName(),
      "--springdoc.api-docs.enabled=true",
      "--springdoc.api-docs.path=" + PATH,
      "--springdoc.paths-to-match=/api/v1/**",
      "--springdoc.default-produces-media-type=application/json"
    };
  }

  /** What such a starter has generated. */
  public static ObjectNode generatedBy(RunningStarter starter) {
    var specification = (ObjectNode) RunningStarter.json(starter.get(PATH).body());
    specification.remove("servers"); // the address of this test
    return specification;
  }

  @Bean
  ModelResolver starterModelResolver() {
    ObjectMapper mapper =
        Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    return new RecordSchemas(mapper);
  }

  @Bean
  OpenAPI starterInfo() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Slipway")
                .version("v1")
                .description("Deploys AI agents to AWS, durably.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
  }

  @Bean
  OpenApiCustomizer starterBodiesAndProblems() {
    return api -> {
      ModelConverters.getInstance(true)
          .readAll(Problem.class)
          .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
      RequestSchemas.all().forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
      RequestSchemas.BY_PATH.forEach((path, body) -> addBody(api, path, body));
      addQuery(api, "/api/v1/deployments", ListQuery.PARAMETERS);
      addQuery(api, "/api/v1/agents", PageQuery.PARAMETERS);
      describeProperties(api);
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(OpenApiConfiguration::describeResponses);
    };
  }

  /** What a record cannot say: a view repeats the request, and an agent answers any JSON. */
  private static void describeProperties(OpenAPI api) {
    property(api, "DeploymentResponse", "request", RequestSchemas.reference("Requested"));
    property(api, "InvocationResponse", "response", new Schema<>());
    api.getComponents().getSchemas().remove("JsonNode");
  }

  private static void property(OpenAPI api, String record, String name, Schema<?> schema) {
    Schema<?> described = api.getComponents().getSchemas().get(record);
    if (described != null) {
      described.getProperties().put(name, schema);
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
  private static void addBody(OpenAPI api, String path, dev.slipway.api.RequestBody body) {
    PathItem item = api.getPaths().get(path);
    Operation operation =
        item == null ? null : item.getPost() == null ? item.getDelete() : item.getPost();
    if (operation != null) {
      Content content = content(JSON, RequestSchemas.reference(body.schema()));
      if (RequestSchemas.TAKE_FOLDERS.contains(body)) {
        content.addMediaType(FORM, new MediaType().schema(RequestSchemas.form(body)));
      }
      operation.setRequestBody(
          new RequestBody().required(!body.required().isEmpty()).content(content));
    }
  }

  private static void describeResponses(Operation operation) {
    ApiResponses responses = operation.getResponses();
    ApiResponse success = responses.get("200");
    if (success != null && isAccepted(success)) {
      responses.remove("200");
      responses.addApiResponse("202", success.description("Accepted"));
    }
    responses.addApiResponse(
        "default",
        new ApiResponse()
            .description("What went wrong (RFC 9457).")
            .content(content("application/problem+json", RequestSchemas.reference("Problem"))));
  }

  private static boolean isAccepted(ApiResponse response) {
    String reference = RequestSchemas.reference(AcceptedResponse.class.getSimpleName()).get$ref();
    return response.getContent() != null
        && response.getContent().values().stream()
            .anyMatch(type -> reference.equals(type.getSchema().get$ref()));
  }

  private static Content content(String type, Schema<?> schema) {
    return new Content().addMediaType(type, new MediaType().schema(schema));
  }
}
