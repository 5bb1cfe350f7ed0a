// Counts the idle time since the last answer from the server, in all open tabs together.

const TICK = 5000;

export function watchSession(dialog) {
  if (!dialog) return;
  const idle = Number(dialog.dataset.idleSeconds) * 1000;
  const warn = Number(dialog.dataset.warnSeconds) * 1000;
  const form = dialog.querySelector("form");
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("heard-session") : null;
  let lastAnswer = Date.now();

  function isAlive() {
    lastAnswer = Date.now();
    if (dialog.open) dialog.close();
    part("warning").hidden = false;
    part("ended").hidden = true;
    dialog.classList.remove("heard-timeout--ended");
  }

  async function extend() {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" }).catch(() => null);
    if (!answer || !answer.ok) return false;
    isAlive();
    tabs?.postMessage("alive");
    return true;
  }

  function end() {
    part("warning").hidden = true;
    part("ended").hidden = false;
    dialog.classList.add("heard-timeout--ended");
    if (!dialog.open) dialog.showModal();
  }

  function tick() {
    const waited = Date.now() - lastAnswer;
    if (waited >= idle) end();
    else if (waited >= idle - warn && !dialog.open) dialog.showModal();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await extend())) end();
  });
  part("back").addEventListener("click", () => location.reload());
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  tabs?.addEventListener("message", isAlive);
  tabs?.postMessage("alive");
  document.addEventListener("htmx:afterOnLoad", isAlive);
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, TICK);
}
