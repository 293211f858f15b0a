// Notifications by the browser about the deployment of this page, while its tab is out of sight. Off until someone asks for them.
(() => {
  const ON = "slipway-notify-on";
  const NEWS = ["awaiting_approval", "parked", "succeeded", "failed", "canceled"];
  const wanted = () => Boolean(localStorage.getItem(ON)) && Notification.permission === "granted";

  const notify = (status, text) => {
    if (!("Notification" in window) || !document.hidden || !wanted() || !NEWS.includes(status)) return;
    try {
      const shown = new Notification(document.title, { body: text, icon: "/slipway/icon.svg", tag: location.pathname });
      shown.onclick = () => { window.focus(); shown.close(); };
    } catch { /* Some browsers of phones take them from service workers only. */ }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("notify");
    if (!button || !("Notification" in window)) return;
    const show = () => button.setAttribute("aria-pressed", String(wanted()));
    button.hidden = false;
    show();
    button.addEventListener("click", async () => {
      if (wanted()) localStorage.removeItem(ON);
      else if (await Notification.requestPermission() === "granted") localStorage.setItem(ON, "true");
      else slipway.announce("Your browser does not allow notifications from this site; its settings decide.");
      show();
    });
  });
  window.slipway.notify = notify;
})();
