import logging
import sys

from django.conf import settings

from core.logs import DiscreetFormatter

EMAIL = "kim@example.org"


def written(message, *args, exc_info=None):
    record = logging.LogRecord("heard", logging.ERROR, __file__, 1, message, args, exc_info)
    return DiscreetFormatter("%(levelname)s %(message)s").format(record)


def refuse(email):
    try:
        int(email)
    except ValueError as error:
        raise LookupError(f"Key (email)=({email}) already exists") from error


def test_traceback_names_kinds_and_places_and_no_values():
    try:
        refuse(EMAIL)
    except LookupError:
        text = written("job %s failed", 7, exc_info=sys.exc_info())

    lines = text.splitlines()
    assert lines[0] == "ERROR job 7 failed"
    assert [line for line in lines if line.startswith("builtins.")] == ["builtins.ValueError", "builtins.LookupError"]
    assert "in refuse" in text
    assert EMAIL not in text


def test_what_celery_says_of_a_failed_task_holds_no_values():
    context = {"name": "reports.tasks.refresh_drafts", "exc": f"ValueError('{EMAIL}')"}

    text = written("Task %(name)s raised: %(exc)s", context)

    assert text == "ERROR Task reports.tasks.refresh_drafts raised: see the traceback"


def test_every_line_of_the_site_is_written_like_this():
    formats = settings.LOGGING["formatters"]
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}

    assert {formats[name]["()"] for name in used} == {"core.logs.DiscreetFormatter"}
