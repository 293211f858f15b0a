package dev.slipway.starter.page;

import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.DeploymentRequestReader;
import dev.slipway.starter.requests.Requesters;
import dev.slipway.workflows.model.PythonRuntime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The form that deploys. */
@Controller
class NewController {
  private final DeploymentRequestReader reader;
  private final Admissions admissions;
  private final FormAdvice advice;

  NewController(DeploymentRequestReader reader, Admissions admissions, FormAdvice advice) {
    this.reader = reader;
    this.admissions = admissions;
    this.advice = advice;
  }

  @GetMapping("/new")
  String form(Model model) {
    return show(Map.of(), List.of(), model);
  }

  @PostMapping("/new")
  String deploy(
      @RequestParam Map<String, String> form,
      @RequestHeader(value = Requesters.HEADER, required = false) @Nullable String user,
      Model model) {
    try {
      var id = admissions.deploy(reader.read(Forms.deployment(form), null, user));
      return "redirect:/deployments/" + id;
    } catch (ProblemException refused) {
      if (refused.problem().errors().isEmpty()) {
        throw refused;
      }
      return show(form, refused.problem().errors(), model);
    }
  }

  @PostMapping("/new/check")
  String check(@RequestParam Map<String, String> form, Model model) {
    advice.on(form, model);
    return "slipway/advice :: advice";
  }

  private static String show(Map<String, String> form, List<?> errors, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("runtimes", PythonRuntime.values());
    return "slipway/new";
  }
}
