"""Using a page without a mouse. What is counted as a click is what a mouse would have clicked."""

FOCUS = """([selector, text]) => {
  const here = document.activeElement;
  return here.matches(selector) && (here.innerText || here.value || "").includes(text);
}"""
LONGEST_WAY = 250


class Keyboard:
    def __init__(self, page):
        self.page = page
        self.clicks = 0

    def go_to(self, selector, text=""):
        """Tab on until it has the focus."""
        for _ in range(LONGEST_WAY):
            if self.page.evaluate(FOCUS, [selector, text]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {selector} {text}")

    def press(self, text, selector="main a, main button"):
        """The link or button with these words."""
        self.go_to(selector, text)
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector, text):
        self.go_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name, value):
        """One of several radio buttons: by arrow keys from the one that is chosen."""
        self.go_to(f"[name='{name}']")
        self.clicks += 1
        for _ in range(self.page.locator(f"[name='{name}']").count()):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} cannot be {value}")
