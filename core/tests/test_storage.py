from core.storage import StaticStorage


def test_file_that_was_not_collected_keeps_its_name(tmp_path):
    storage = StaticStorage(location=tmp_path, base_url="/static/")

    assert storage.url("heard/heard.css") == "/static/heard/heard.css"
