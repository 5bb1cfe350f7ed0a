"""What a piece of HTML is made of, so that two pieces can be compared without spaces and order of attributes."""

from html.parser import HTMLParser

IGNORED = {"aria-invalid", "rows", "cols", "maxlength", "spellcheck", "autocapitalize", "autocomplete"}


class Shape(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_starttag(self, tag, attrs):
        kept = {name: value for name, value in attrs if name not in IGNORED}
        kept["class"] = sorted((kept.get("class") or "").split())
        self.parts.append((tag, sorted(kept.items(), key=str)))

    def handle_endtag(self, tag):
        self.parts.append(("/", tag))

    def handle_data(self, data):
        if data.strip():
            self.parts.append(" ".join(data.split()))


def shape(html):
    parser = Shape()
    parser.feed(str(html))
    return parser.parts
