// Notifications by the browser about the deployment of this page, while its tab is out of sight. Off until someone asks for them.
(() => {
  const ON = "slipway-notify-on";
  const NEWS = ["awaiting_approval", "parked", "succeeded", "failed", "canceled"];
  const wanted = () => Boolean(localStorage.getItem(ON)) && Notification.permission === "granted";
  const agent = () => document.querySelector("[data-events]").dataset.agent;

  // A new status replaces none that is still shown: a tag that is there already would change in silence.
  const show = (text, status) => {
    const shown = new Notification(agent(), { body: text, icon: "/slipway/icon.svg", tag: `${location.pathname} ${status}` });
    shown.onclick = () => { window.focus(); shown.close(); };
  };

  const notify = (status, text) => {
    if ("Notification" in window && document.hidden && wanted() && NEWS.includes(status)) show(text, status);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("notify"), said = document.getElementById("notify-said");
    if (!button || !("Notification" in window)) return;
    const state = text => { button.setAttribute("aria-pressed", String(wanted())); said.textContent = text; };
    const enable = async () => {
      if (await Notification.requestPermission() !== "granted") return "Your browser does not allow notifications from this site; its settings decide.";
      try { show("You are told here when it needs someone, or has ended.", "on"); }
      catch { return "This browser shows notifications to installed apps only."; }
      localStorage.setItem(ON, "true");
      return "";
    };
    button.hidden = false;
    state("");
    button.addEventListener("click", async () => {
      if (!wanted()) return state(await enable());
      localStorage.removeItem(ON);
      state("");
    });
  });
  window.slipway.notify = notify;
})();
