package dev.slipway.starter.page;

import dev.slipway.api.Regions;
import dev.slipway.api.Role;
import dev.slipway.api.SpecField;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.DeploymentRequestReader;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The form that deploys. */
@Controller
@Needs(Role.DEPLOYER)
class NewController {
  /** Those that have a place of their own in the template. */
  private static final Set<String> LAID_OUT =
      Set.of(
          "function_name",
          "runtime",
          "architecture",
          "memory_size",
          "timeout",
          "environment_variables",
          "requirements",
          "tags",
          "vpc_config",
          "on_failure",
          "approval",
          "smoke_test",
          "ttl");

  /** The others, so that a new field is on the form from its first day. */
  private static final List<SpecField> OTHERS =
      SpecField.all().stream().filter(field -> !LAID_OUT.contains(field.name())).toList();

  private final DeploymentRequestReader reader;
  private final Admissions admissions;
  private final FormAdvice advice;
  private final Deployments deployments;
  private final Permissions permissions;
  private final KeptCode kept;

  NewController(
      DeploymentRequestReader reader,
      Admissions admissions,
      FormAdvice advice,
      Deployments deployments,
      Permissions permissions,
      KeptCode kept) {
    this.reader = reader;
    this.admissions = admissions;
    this.advice = advice;
    this.deployments = deployments;
    this.permissions = permissions;
    this.kept = kept;
  }

  /**
   * The empty form, or one filled in from an earlier deployment's request.
   *
   * @param from that deployment's id
   */
  @GetMapping("/new")
  String form(@RequestParam(required = false) @Nullable String from, Model model) {
    return show(from == null ? Prefill.defaults() : again(from), List.of(), model);
  }

  private Form again(String id) {
    Form form = Prefill.of(visible(id));
    kept.fillIn(form.values(), id);
    return form;
  }

  private DeploymentView visible(String id) {
    DeploymentView view = deployments.view(id);
    permissions.require(Role.VIEWER, view.agent(), Deployments.notFound(id));
    return view;
  }

  @PostMapping("/new")
  String deploy(
      @RequestParam MultiValueMap<String, String> values,
      @RequestParam(required = false) @Nullable MultipartFile source,
      Model model) {
    Form form = new Form(values);
    try {
      var id = admissions.deploy(reader.read(FormUpload.of(Forms.deployment(form), source), null));
      return "redirect:/deployments/" + id;
    } catch (ProblemException refused) {
      if (refused.problem().errors().isEmpty()) {
        throw refused;
      }
      return show(form, refused.problem().errors(), model);
    }
  }

  @PostMapping("/new/check")
  String check(
      @RequestParam MultiValueMap<String, String> values,
      @RequestParam(required = false) @Nullable MultipartFile source,
      Model model) {
    advice.on(new Form(values), source, model);
    return "slipway/advice :: advice";
  }

  private String show(Form form, List<FieldError> errors, Model model) {
    model.addAttribute("form", form.shown());
    model.addAttribute("errors", errors);
    model.addAttribute("runtimes", SpecField.named("runtime").choices());
    model.addAttribute("regions", Regions.all());
    model.addAttribute("accounts", permissions.accounts());
    model.addAttribute("others", OTHERS);
    return "slipway/new";
  }
}
