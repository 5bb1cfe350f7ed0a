from core import design_system


def test_clean_copy_leaves_out_source_maps_and_the_outside_font(tmp_path):
    folder = design_system.clean_copy(tmp_path)

    sheet, script = (folder / "nhsuk-frontend.css").read_text(), (folder / "nhsuk-frontend.js").read_text()
    assert len(sheet) > 100_000
    assert len(script) > 10_000
    assert "sourceMappingURL" not in sheet + script
    assert "@font-face" not in sheet
    assert "assets.nhs.uk" not in sheet + script


def test_clean_copy_is_made_once(tmp_path):
    first = design_system.clean_copy(tmp_path)
    made = (first / "nhsuk-frontend.css").stat().st_mtime_ns

    assert design_system.clean_copy(tmp_path) == first
    assert (first / "nhsuk-frontend.css").stat().st_mtime_ns == made
    assert [path.name for path in tmp_path.iterdir()] == [first.name]
