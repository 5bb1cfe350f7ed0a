// Pages work without this file. It starts the design system's own scripts, moves the focus to errors,
// and warns before the idle limit.
import { watchSession } from "./session.js";

async function startDesignSystem() {
  if (!("noModule" in HTMLScriptElement.prototype)) return;
  document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
  const { initAll } = await import(document.body.dataset.nhsuk);
  initAll();
}

startDesignSystem();
watchSession(document.getElementById("session-timeout"));
