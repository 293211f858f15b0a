package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.e2e.harness.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;

/** Lists the operations of AWS that the code calls: the tests must have sent nearly all of them. */
class AwsOperationsIT {
  private static final Path LIST = Ground.root().resolve("e2e/target/aws-requests/operations.txt");

  /** Methods of a client that are no operations. */
  private static final Set<String> OTHERS =
      Set.of(
          "close", "serviceName", "serviceClientConfiguration", "utilities", "waiter", "builder");

  @Test
  void operationsOfTheCode_areListed() throws IOException {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.slipway");
    Set<String> operations =
        classes.stream()
            .filter(type -> !type.getPackageName().startsWith("dev.slipway.e2e"))
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(AwsOperationsIT::isOperation)
            .map(AwsOperationsIT::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(operations).contains("cloudformation CreateChangeSet", "s3 PutObject");
    Files.createDirectories(LIST.getParent());
    Files.write(LIST, operations);
  }

  private static boolean isOperation(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    return owner.isAssignableTo(SdkClient.class)
        && owner.getPackageName().startsWith("software.amazon.awssdk.services.")
        && !OTHERS.contains(call.getName());
  }

  /** Such as {@code lambda CreateFunction}. */
  private static String name(JavaMethodCall call) {
    String packageName = call.getTargetOwner().getPackageName();
    String operation = call.getName().replaceFirst("(Paginator|AsBytes)$", "");
    return packageName.substring(packageName.lastIndexOf('.') + 1)
        + " "
        + Character.toUpperCase(operation.charAt(0))
        + operation.substring(1);
  }
}
