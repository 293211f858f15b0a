// The code field: line numbers, marks where something is wrong, jumps, files, the sample.
document.addEventListener("DOMContentLoaded", () => {
  const code = document.getElementById("code"), gutter = document.getElementById("gutter");
  if (!code) return;
  const form = code.form;
  let leaving = false;

  const number = (marked = new Set()) => {
    const lines = code.value.split("\n").length, fragment = document.createDocumentFragment();
    for (let line = 1; line <= Math.min(lines, 20000); line++) {
      if (marked.has(line)) {
        const mark = document.createElement("mark");
        mark.textContent = line;
        fragment.append(mark, "\n");
      } else {
        fragment.append(line + "\n");
      }
    }
    gutter.replaceChildren(fragment);
    gutter.scrollTop = code.scrollTop;
  };
  const jump = (line, column) => {
    const before = code.value.split("\n").slice(0, line - 1), text = code.value.split("\n")[line - 1] ?? "";
    const start = before.join("\n").length + (line > 1 ? 1 : 0);
    code.focus();
    code.setSelectionRange(start + Math.max(0, (column || 1) - 1), start + text.length);
    code.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(code).lineHeight));
  };
  const fill = text => {
    code.value = text;
    number();
    htmx.trigger(form, "recheck");
  };
  const sample = async () => {
    const answer = await fetch("/slipway/sample_agent.py");
    const name = form.elements.function_name;
    if (name && !name.value) name.value = "sample-agent";
    fill(await answer.text());
  };

  code.addEventListener("input", () => number());
  code.addEventListener("scroll", () => { gutter.scrollTop = code.scrollTop; });
  code.addEventListener("keydown", event => {
    if (event.key === "Escape") { leaving = true; return; }
    if (event.key === "Tab" && !event.shiftKey && !leaving) {
      event.preventDefault();
      document.execCommand("insertText", false, "    ");
    }
    if (event.key !== "Tab" && event.key !== "Shift") leaving = false;
  });
  code.addEventListener("focus", () => { leaving = false; });
  document.getElementById("code-file")?.addEventListener("change", async event => {
    const [file] = event.target.files;
    if (!file) return;
    if (file.size > 5 * 1024 * 1024) { slipway.announce("That file is larger than 5 MB."); return; }
    const name = form.elements.function_name;
    if (name && !name.value) name.value = file.name.replace(/\.py$/, "").replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 64);
    if (form.elements.file_name) form.elements.file_name.value = file.name;
    fill(await file.text());
  });
  const folder = document.getElementById("folder"), needsCode = code.required;
  folder?.addEventListener("change", () => {
    code.required = needsCode && folder.files.length === 0;
    code.disabled = folder.files.length > 0;
  });
  document.getElementById("sample")?.addEventListener("click", sample);
  document.addEventListener("click", event => {
    if (event.target.closest("[data-sample]")) sample();
    const place = event.target.closest("[data-line]");
    if (place) jump(Number(place.dataset.line), Number(place.dataset.column));
  });
  // Code that changed without a request, such as while the page was still starting, is checked after the one that was on its way.
  let asked = code.value;
  const asks = event => event.detail.target?.id === "advice";
  document.addEventListener("htmx:configRequest", event => { if (asks(event)) asked = code.value; });
  document.addEventListener("htmx:afterRequest", event => {
    if (asks(event)) setTimeout(() => { if (code.value !== asked) htmx.trigger(form, "recheck"); }, 1000);
  });
  document.addEventListener("htmx:afterSettle", event => {
    if (event.target.id !== "advice") return;
    number(new Set([...event.target.querySelectorAll(".error[data-at]")].map(finding => Number(finding.dataset.at))));
    const again = event.target.querySelector("[data-again]");
    if (again) setTimeout(() => { if (again.isConnected) htmx.trigger(again.closest("form"), "recheck"); }, 3000);
  });
  document.getElementById("more-keys")?.addEventListener("click", () => {
    const last = [...document.querySelectorAll(".key")].at(-1), next = last.cloneNode(true);
    next.querySelectorAll("input").forEach(input => { input.value = ""; });
    last.after(next);
    next.querySelector("input").focus();
  });
  number();
  if (new URLSearchParams(location.search).has("sample")) sample();
});
