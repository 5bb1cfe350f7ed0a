"""Contracts about imports that import-linter has no words for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class NoTestsContract(Contract):
    """Modules outside the tests must not import tests, nor what the tests run on."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        return _verdict((importer, imported) for importer, imported in _imports(graph) if _is_for_tests(imported))

    def render_broken_contract(self, check: ContractCheck) -> None:
        _show(check)


class PlainContract(Contract):
    """The packages may import the standard library and themselves."""

    packages: Any = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        return _verdict(pair for pair in _imports(graph) if self._is_unwanted(*pair))

    def render_broken_contract(self, check: ContractCheck) -> None:
        _show(check)

    def _is_unwanted(self, importer: str, imported: str) -> bool:
        home = next((name for name in self.packages if _is_in(importer, name)), None)
        return bool(home and not _is_in(imported, home) and imported.split(".")[0] not in sys.stdlib_module_names)


def _verdict(found: Iterable[tuple[str, str]]) -> ContractCheck:
    lines = sorted(f"{importer} imports {imported}" for importer, imported in found)
    return ContractCheck(kept=not lines, metadata={"lines": lines})


def _show(check: ContractCheck) -> None:
    for line in check.metadata["lines"]:
        output.print_error(line)


def _imports(graph: ImportGraph) -> Iterator[tuple[str, str]]:
    """Every import by a module that is not itself for tests."""
    for importer in graph.modules:
        if not graph.is_module_squashed(importer) and not _is_for_tests(importer):
            for imported in graph.find_modules_directly_imported_by(importer):
                yield importer, imported


def _is_for_tests(module: str) -> bool:
    return "tests" in module.split(".") or _is_in(module, "config.testing")


def _is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
