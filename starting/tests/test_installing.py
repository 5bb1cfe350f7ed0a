import pytest

from starting.installing import _explained


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full: free some space"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "A package differs from the one"),
        ("Failed to resolve: Temporary failure in name resolution", "The packages could not be downloaded: connect"),
        ("ERROR: No matching distribution found for amqp==5.4.2", "The packages could not be downloaded: connect"),
        ("Traceback\nKeyError: 'x'", "Installing failed: read why in"),
    ],
)
def test_explained_says_in_one_sentence_what_to_do(tmp_path, said, told):
    log = tmp_path / "install.log"
    log.write_text(said)

    sentence = str(_explained(log))

    assert sentence.startswith(told)
    assert "\n" not in sentence
