// Pages work without this file. It starts the design system's own scripts, which also move the focus to an error
// summary, and warns before the idle limit.

const TICK = 5000;

async function startDesignSystem() {
  document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
  const { initAll } = await import(document.body.dataset.designSystem);
  initAll();
}

// Idle time is counted from the last answer of the server, in all open tabs together.
function watchSession(dialog) {
  const idle = Number(dialog.dataset.idleSeconds) * 1000;
  const warn = Number(dialog.dataset.warnSeconds) * 1000;
  const form = dialog.querySelector("form");
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("heard-session") : null;
  let lastAnswer = Date.now();

  function show(ended) {
    part("warning").hidden = ended;
    part("ended").hidden = !ended;
    dialog.classList.toggle("heard-timeout--ended", ended);
    if (!dialog.open) dialog.showModal();
  }

  function isAlive() {
    lastAnswer = Date.now();
    dialog.close();
  }

  async function extend() {
    const request = { method: "POST", body: new FormData(form), redirect: "error" };
    const answer = await fetch(form.action, request).catch(() => null);
    if (!answer?.ok) return show(true);
    isAlive();
    tabs?.postMessage("alive");
  }

  function tick() {
    const waited = Date.now() - lastAnswer;
    if (waited >= idle) show(true);
    else if (waited >= idle - warn && !dialog.open) show(false);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    extend();
  });
  part("back").addEventListener("click", isAlive);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  tabs?.addEventListener("message", isAlive);
  tabs?.postMessage("alive");
  document.addEventListener("htmx:afterOnLoad", isAlive);
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, TICK);
}

// A passkey that was refused or cancelled says so on the page, not in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-problem]").forEach((note) => (note.hidden = false));
});

const dialog = document.getElementById("session-timeout");
if (dialog) watchSession(dialog);
startDesignSystem();
