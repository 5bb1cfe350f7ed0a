"""What is looked at on every page: axe, width, headings, help, the first stop of Tab, and what the browser says."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HELP = ["999", "111", "116 123", "85258"]
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# The design system's scripts are the last to come to life on a page.
STARTED = "[data-nhsuk-skip-link-init]"
# axe takes whatever stands in <noscript> for hidden: it is unwrapped where scripts are off, and seen.
SHOW_NOSCRIPT = "document.querySelectorAll('noscript').forEach(note => note.replaceWith(...note.childNodes))"
RUN_AXE = """async tags => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false});
  return found.violations.map(fault => `${fault.id}: ${fault.nodes.map(node => node.html).join(" ")}`);
}"""
# Wider than the screen is only what scrolls in a frame of its own.
LOOK = """numbers => {
  const reachable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const said = document.body.innerText;
  const root = document.scrollingElement;
  const wide = [...document.querySelectorAll("body *")].filter(part => part.getBoundingClientRect().right > innerWidth);
  const names = wide.slice(0, 3).map(part => `${part.tagName}.${part.className}`);
  const faults = {
    "no title": !document.title.replace(/^[ –]+/, "").includes(" – "),
    "not one h1": document.querySelectorAll("h1").length !== 1 || !document.querySelector("h1").innerText.trim(),
    [`scrolls sideways: ${names}`]: root.scrollWidth > innerWidth,
    "help is missing": numbers.some(number => !said.includes(number)),
    "skip link is not first": !document.querySelector(reachable).matches(".nhsuk-skip-link"),
    "tab order is forced": document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex^='-'])") !== null,
    "a picture is broken": [...document.images].some(image => image.complete && !image.naturalWidth),
  };
  return Object.keys(faults).filter(name => faults[name]);
}"""


class Visitor:
    """Somebody's browser window, and everything in it that went wrong."""

    def __init__(self, context):
        self.page = context.new_page()
        self._tools = context.new_cdp_session(self.page)
        self.complaints = []
        self.scripts = True
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"{request.failure}: {request.url}"))
        self.page.on("response", self._note_response)

    def _note_console(self, message):
        # Resources that fail are noted below; what the page itself answers is for the test to compare.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _note_response(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, url, *, scripts=True):
        """Without scripts they stay off until faults are looked for or another page is opened with them."""
        self._set_scripts(scripts)
        response = self.page.goto(url)
        if scripts:
            self.page.wait_for_selector(STARTED, state="attached")
        return response

    def _set_scripts(self, on):
        self._tools.send("Emulation.setScriptExecutionDisabled", {"value": not on})
        self.scripts = on

    def faults(self):
        """At both widths, without opening the page again."""
        if not self.scripts:
            self._set_scripts(True)  # the page was read without them; axe itself needs them
            self.page.evaluate(SHOW_NOSCRIPT)
        self.page.evaluate(AXE)
        found = []
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            faults = self.page.evaluate(LOOK, HELP) + self.page.evaluate(RUN_AXE, TAGS)
            found += [f"{size['width']} px: {fault}" for fault in faults]
        return found + self.complaints
