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

  function show(state) {
    ["warning", "ended"].forEach((name) => (part(name).hidden = name !== state));
    dialog.setAttribute("aria-labelledby", part(state).querySelector("h2").id);
    dialog.classList.toggle("heard-timeout--ended", state === "ended");
    if (!dialog.open) dialog.showModal();
  }

  function isAlive() {
    lastAnswer = Date.now();
    dialog.close();
  }

  async function extend() {
    const request = { method: "POST", body: new FormData(form), redirect: "error" };
    const answer = await fetch(form.action, request).catch(() => null);
    if (!answer?.ok) return show("ended");
    isAlive();
    tabs?.postMessage("alive");
  }

  // Uncovers the page for nobody but the person it was covered for, and makes its forms work in the new session.
  async function comeBack() {
    const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const theirs = page.getElementById(dialog.id);
    if (theirs?.dataset.person !== dialog.dataset.person) return (part("not-yet").hidden = false);
    const token = theirs.querySelector("[name=csrfmiddlewaretoken]").value;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => (input.value = token));
    isAlive();
  }

  function tick() {
    const waited = Date.now() - lastAnswer;
    if (waited >= idle) show("ended");
    else if (waited >= idle - warn && !dialog.open) show("warning");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    extend();
  });
  part("back").addEventListener("click", comeBack);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  tabs?.addEventListener("message", () => (dialog.open && !part("ended").hidden ? comeBack() : isAlive()));
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
