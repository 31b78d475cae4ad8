"""The launcher sets itself up once, repairs what was interrupted, and refuses in one line what it cannot do.

It runs here with a Python that only notes how it is called: nothing is fetched, and each run takes a few milliseconds.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
TOOLS = ("awk", "cat", "cmp", "cp", "df", "env", "find", "grep", "mkdir", "mv", "readlink", "rm", "sh", "sleep")
NOBODY = 65534

PYTHON = """\
#!/bin/sh
for argument; do printf '%s|' "$argument"; done | tr '\\n' ' ' >>"$CALLS"
echo >>"$CALLS"
case "$1 ${2-}" in
    -c\\ *) [ -n "$ANSWER" ] && echo "$ANSWER" "$0" ;;
    "-Im venv") mkdir -p "$3/bin" "$3/lib" && cp "$0" "$3/bin/python" ;;
    "-Ium pip") eval "$PIP" ;;
    "-Pm dedoc") echo "$PYTHONPATH|$DEDOC_ROOT|$PWD"; exit "$STATUS" ;;
    "-Pm pytest") echo "$PWD"; exit "$STATUS" ;;
    "-Pm ruff") exit "$STATUS" ;;
esac
"""

PROBED = "-c|"
MADE = "-Im|venv|"
INSTALLED = "-Ium|pip|"


@dataclass
class Checkout:
    """A copy of the launcher and its locks, with a stand-in for Python first and alone on the PATH."""

    folder: Path
    python: Path
    calls_file: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def launcher(self) -> Path:
        """The launcher of this copy."""
        return self.folder / "dedoc"

    @property
    def venv(self) -> Path:
        """The environment that the launcher makes."""
        return self.folder / ".venv"

    @property
    def environment(self) -> dict[str, str]:
        """What the launcher sees: by default a Python 3.12 with which all goes well."""
        defaults = {"ANSWER": "3.12 venv", "PIP": "echo Collecting typst==0.15.2", "STATUS": "0"}
        return {"PATH": str(self.python.parent), "CALLS": str(self.calls_file), **defaults, **self.settings}

    def run(self, *arguments: str, launcher: Path | None = None, cwd: Path | None = None) -> Run:
        """Run the launcher to its end, and return what came of it."""
        before = len(self.calls())
        done = subprocess.run(
            [launcher or self.launcher, *arguments],
            env=self.environment,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr, self.calls()[before:])

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the launcher as a shell starts a job, in a process group of its own."""
        return subprocess.Popen(
            [self.launcher, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def calls(self) -> list[str]:
        """Return how Python was called so far: a line for each call, a bar after each argument."""
        return self.calls_file.read_text(encoding="utf-8").splitlines() if self.calls_file.exists() else []

    def wait_for_call(self, beginning: str) -> None:
        """Return as soon as Python was called with these first arguments."""
        deadline = time.monotonic() + 10
        while not any(call.startswith(beginning) for call in self.calls()):
            assert time.monotonic() < deadline, f"no call begins with {beginning}"
            time.sleep(0.01)


@dataclass(frozen=True)
class Run:
    """What came of a run of the launcher."""

    status: int
    output: str
    errors: str
    calls: list[str]

    def has_installed(self) -> bool:
        """Whether pip was called."""
        return any(call.startswith(INSTALLED) for call in self.calls)

    def refusal(self) -> str:
        """Return the one line of a refusal, before which the launcher may have told that it was setting up."""
        assert self.status == 1
        last = self.errors.splitlines()[-1]
        told = ("dedoc: making", "dedoc: installing")
        assert all(line == last or line.startswith(told) for line in self.errors.splitlines())
        return last


def make_checkout(folder: Path) -> Checkout:
    """Return a copy of the launcher in a folder whose name has all that shells stumble over."""
    checkout = folder / "年度 报告 'a\"$b (副本)"
    tools = folder / "bin"
    checkout.mkdir()
    tools.mkdir()
    for name in ("dedoc", *LOCKS):
        shutil.copy2(ROOT / name, checkout / name)
    for name in (*TOOLS, "tr"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    python = tools / "python3"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    return Checkout(checkout, python, folder / "calls")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a copy of the launcher that was never run."""
    return make_checkout(tmp_path)


@pytest.fixture
def installed(checkout: Checkout) -> Checkout:
    """Return a copy of the launcher that was run once, with success."""
    assert checkout.run("--version").status == 0
    return checkout


def test_the_first_run_sets_up_and_then_runs(checkout: Checkout) -> None:
    """The first run looks for a Python, makes the environment, installs the lock by its hashes, and runs dedoc."""
    run = checkout.run("build", "2024")
    probe, made, installed, ran = run.calls
    assert probe.startswith(PROBED)
    assert made == f"-Im|venv|{checkout.venv}|"
    assert installed.startswith("-Ium|pip|install|")
    assert "|--require-hashes|--only-binary|:all:|" in installed
    assert installed.endswith(f"|-r|{checkout.folder / 'requirements.lock'}|")
    assert ran == "-Pm|dedoc|build|2024|"
    first, second = run.errors.splitlines()
    assert first == "dedoc: making .venv with Python 3.12"
    lock = (checkout.folder / "requirements.lock").read_text(encoding="utf-8")
    count = sum("==" in line.split(" ")[0] for line in lock.splitlines())
    assert second.startswith(f"dedoc: installing the {count} packages of requirements.lock (from the network")


def test_a_later_run_only_runs(installed: Checkout) -> None:
    """Once it is set up, Python is called once, nothing is said, and arguments arrive as they were given."""
    run = installed.run("build", "two words", "", "*", "年")
    assert run.calls == ["-Pm|dedoc|build|two words||*|年|"]
    assert run.errors == ""


def test_the_program_gets_its_folder(installed: Checkout, tmp_path: Path) -> None:
    """Run from elsewhere, dedoc learns where its own folder is, and works in the folder where the user stands."""
    run = installed.run("build", cwd=tmp_path)
    assert run.output == f"{installed.folder}/src|{installed.folder}|{tmp_path}\n"


@pytest.mark.parametrize("target", ["absolute", "relative", "chain"])
def test_it_runs_through_symlinks(installed: Checkout, tmp_path: Path, target: str) -> None:
    """A link to the launcher, or to such a link, uses the folder of the launcher itself."""
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "dedoc"
    link.symlink_to(installed.launcher if target == "absolute" else Path("..") / installed.folder.name / "dedoc")
    if target == "chain":
        (tmp_path / "chain").symlink_to(Path("links") / "dedoc")
        link = tmp_path / "chain"
    assert installed.run("build", launcher=link).output.split("|")[1] == str(installed.folder)


@pytest.mark.parametrize("shell", ["dash", "bash", "busybox"])
def test_it_runs_in_any_shell(checkout: Checkout, shell: str) -> None:
    """Whatever shell is the system's “sh”, the launcher sets up and runs, also when named without a folder."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    command = [program, "sh"] if shell == "busybox" else [program]
    done = subprocess.run(
        [*command, "dedoc", "x"], env=checkout.environment, cwd=checkout.folder, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert checkout.calls()[-1] == "-Pm|dedoc|x|"


@pytest.mark.parametrize("status", [0, 1, 2, 70])
def test_the_exit_code_passes_through(installed: Checkout, status: int) -> None:
    """The launcher ends as dedoc ended."""
    installed.settings["STATUS"] = str(status)
    assert installed.run("build").status == status


@pytest.mark.parametrize("answer", ["2.7 bare", "3.6 venv", "3.9 venv", "3.10 bare"])
def test_an_old_python_is_refused(checkout: Checkout, answer: str) -> None:
    """A Python older than 3.11 is refused, with the version that was found and the way out."""
    checkout.settings["ANSWER"] = answer
    run = checkout.run("build")
    version, _ = answer.split()
    assert f"Python 3.11 or newer is needed, and {version} was found: install it, or name it" in run.refusal()
    assert not any(call.startswith(MADE) for call in run.calls)


def test_no_python_is_refused(checkout: Checkout) -> None:
    """Where there is no Python at all, that is said."""
    checkout.python.unlink()
    assert "Python 3.11 or newer is needed, and none was found" in checkout.run("build").refusal()


@pytest.mark.parametrize("answer", ["3.11 venv", "3.14 venv"])
def test_a_new_python_is_taken(checkout: Checkout, answer: str) -> None:
    """Python 3.11 and all later ones serve."""
    checkout.settings["ANSWER"] = answer
    assert checkout.run("build").status == 0


def test_a_python_that_does_not_run_is_passed_over(checkout: Checkout) -> None:
    """A newer Python that is but a shim without a version behind it does not stop the search."""
    shim = checkout.python.with_name("python3.13")
    shim.write_text("#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n", encoding="utf-8")
    shim.chmod(0o755)
    assert checkout.run("build").status == 0


def test_a_python_can_be_named(checkout: Checkout, tmp_path: Path) -> None:
    """DEDOC_PYTHON is taken, and nothing else is looked at."""
    named = tmp_path / "my python"
    checkout.python.rename(named)
    assert checkout.run("build").status == 1
    checkout.settings["DEDOC_PYTHON"] = str(named)
    assert checkout.run("build").status == 0


def test_another_environment_can_be_named(installed: Checkout) -> None:
    """It is made beside the usual one, which stays as it is."""
    before = sorted(installed.venv.rglob("*"))
    installed.settings["DEDOC_VENV"] = "3.12"
    run = installed.run("check")

    assert run.status == 0
    assert f"{MADE}{installed.folder}/.venv-3.12|" in run.calls
    assert "dedoc: making .venv-3.12 with Python 3.12" in run.errors
    assert (installed.folder / ".venv-3.12" / "requirements.lock").is_file()
    assert sorted(installed.venv.rglob("*")) == before


@pytest.mark.parametrize("name", ["../x", "/", "a b"])
def test_an_environment_stays_in_the_folder(installed: Checkout, name: str) -> None:
    """What is no part of a name is refused: making an environment empties its folder first."""
    installed.settings["DEDOC_VENV"] = name
    run = installed.run("check")

    assert "DEDOC_VENV is a part of a name" in run.refusal()
    assert run.calls == []


def test_a_python_without_venv_is_refused(checkout: Checkout) -> None:
    """Debian's Python without its venv package is refused, with the name of the package."""
    checkout.settings["ANSWER"] = "3.11 bare"
    assert checkout.run("build").refusal().endswith("on Debian and Ubuntu, apt install python3.11-venv")


def test_a_failed_installation_is_repaired(checkout: Checkout) -> None:
    """What an installation left behind when it broke off is thrown away, and the next run starts afresh."""
    checkout.settings["PIP"] = 'echo "Installing collected packages: typst"; : >"${0%/bin/*}/lib/half"; exit 1'
    assert checkout.run("build").status == 1
    debris = checkout.venv / "lib" / "half"
    assert debris.exists()
    checkout.settings["PIP"] = ":"
    run = checkout.run("build")
    assert run.status == 0
    assert [call.split("|")[1] for call in run.calls[1:]] == ["venv", "pip", "dedoc"]
    assert not debris.exists()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda sent: sent.name)
def test_an_interruption_says_what_to_do(checkout: Checkout, sent: signal.Signals) -> None:
    """Interrupted while it installs, the launcher says that running it again repairs it, and so it does."""
    if signal.getsignal(sent) is signal.SIG_IGN:
        pytest.skip(f"{sent.name} is ignored by whoever runs the tests")
    checkout.settings["PIP"] = "sleep 30"
    process = checkout.start("build")
    checkout.wait_for_call(INSTALLED)
    os.killpg(process.pid, sent)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 1
    assert errors.splitlines()[-1] == "dedoc: interrupted; run this again, and it will be put right"
    checkout.settings["PIP"] = ":"
    assert checkout.run("build").status == 0


FAILURES = {
    "disk": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "is full: free",
    ),
    "network": ("WARNING: Retrying after connection broken by 'NewConnectionError'", "check the network"),
    "hash": ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "failed: THESE PACKAGES DO NOT MATCH THE HASHES"),
    "silent": ("", "failed: no reason given"),
}


@pytest.mark.parametrize("kind", FAILURES)
def test_a_failure_is_told_in_one_line(checkout: Checkout, kind: str) -> None:
    """A full disk, a lacking network or whatever else stops pip is told in one line, and the log is kept."""
    message, expected = FAILURES[kind]
    checkout.settings["PIP"] = f'echo "{message}"; exit 1'
    assert expected in checkout.run("build").refusal()
    assert message in (checkout.venv / "install.log").read_text(encoding="utf-8")


def test_a_full_disk_is_noticed_before_anything_is_made(checkout: Checkout) -> None:
    """Where no space is left to begin with, nothing is begun."""
    df = checkout.python.with_name("df")
    df.unlink()
    df.write_text(
        "#!/bin/sh\necho 'Filesystem 1024-blocks Used Available Capacity Mounted on'\necho 'a 9 9 0 100% /'\n"
    )
    df.chmod(0o755)
    assert "the disk is full" in checkout.run("build").refusal()
    assert not checkout.venv.exists()


def test_an_unwritable_folder_is_refused() -> None:
    """A folder that may not be written to is refused, with the way out."""
    with TemporaryDirectory() as name:
        checkout = make_checkout(Path(name))
        Path(name).chmod(0o755)
        checkout.folder.chmod(0o555)
        user = NOBODY if os.geteuid() == 0 else None
        done = subprocess.run(
            [checkout.launcher], env=checkout.environment, capture_output=True, text=True, user=user, check=False
        )
        checkout.folder.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith(f"dedoc: cannot write into “{checkout.folder}”: make this folder writable")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["build", "test"])
def test_a_changed_lock_installs_again(installed: Checkout, command: str) -> None:
    """After the lock has changed its packages are installed over the old ones, once, and the environment stays."""
    installed.run("test")
    for name in LOCKS:
        with (installed.folder / name).open("a", encoding="utf-8") as lock:
            lock.write("another==1.0\n")
    run = installed.run(command)
    assert run.has_installed()
    assert not any(call.startswith(MADE) for call in run.calls)
    assert not installed.run(command).has_installed()


def test_an_environment_without_its_python_is_made_anew(installed: Checkout) -> None:
    """When the Python that the environment was made with has gone, another is found and the environment made anew."""
    (installed.venv / "bin" / "python").unlink()
    (installed.venv / "bin" / "python").symlink_to("gone")
    run = installed.run("build")
    assert run.status == 0
    assert any(call.startswith(MADE) for call in run.calls)


def test_the_tests_have_a_lock_of_their_own(installed: Checkout, tmp_path: Path) -> None:
    """“test” installs the test lock into the same environment, once, and runs pytest in the folder of the program."""
    run = installed.run("test", "-k", "two words", cwd=tmp_path)
    assert run.output == f"{installed.folder}\n"
    assert run.calls[0].endswith(f"|-r|{installed.folder / 'requirements-test.lock'}|")
    assert run.calls[1:] == ["-Pm|pytest|-k|two words|"]
    again = installed.run("test")
    assert not again.has_installed()
    # All of them run on every core.
    assert again.calls == ["-Pm|pytest|--numprocesses=auto|"]
    assert not installed.run("build").has_installed()


def test_a_failed_fetch_leaves_what_was_installed(installed: Checkout) -> None:
    """Without a network the tests cannot be installed, and dedoc itself runs on as before."""
    installed.settings["PIP"] = "echo \"ERROR: connection broken by 'NewConnectionError'\"; exit 1"
    assert "check the network" in installed.run("test").refusal()
    assert installed.run("build").calls == ["-Pm|dedoc|build|"]


def test_all_checks_run_though_one_fails(installed: Checkout) -> None:
    """“test --all” runs every check, names those that failed, and fails."""
    installed.settings["STATUS"] = "1"
    run = installed.run("test", "--all", "-x")
    assert run.calls[1:4] == ["-Pm|ruff|check|.|", "-Pm|ruff|format|--check|.|", "-Pm|mypy|"]
    assert run.calls[4:] == ["-Pm|pytest|--numprocesses=auto|-x|--cov|"]
    assert run.refusal() == "dedoc: failed: ruff check, ruff format, pytest"
    installed.settings["STATUS"] = "0"
    assert installed.run("test", "--all").status == 0


def test_two_first_runs_take_turns(checkout: Checkout) -> None:
    """Of two first runs at the same time one installs and the other waits for it; both then run."""
    checkout.settings["PIP"] = "sleep 0.3"
    first, second = checkout.start("build"), checkout.start("build")
    errors = [process.communicate(timeout=15)[1] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert sum(call.startswith(INSTALLED) for call in checkout.calls()) == 1
    assert sum("waiting for another dedoc" in text for text in errors) == 1


@pytest.mark.parametrize("holder", ["dead", "none"])
def test_an_abandoned_turn_is_taken(checkout: Checkout, holder: str) -> None:
    """A turn whose holder is gone, or never wrote its number, does not keep others waiting for ever."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    checkout.venv.mkdir()
    (checkout.venv / "lock").write_text(f"{ended.pid}\n" if holder == "dead" else "", encoding="utf-8")
    assert checkout.run("build").status == 0
    assert not (checkout.venv / "lock").exists()


def test_shellcheck_finds_nothing() -> None:
    """The shell scripts of the project are clean in the eyes of shellcheck."""
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run(
        ["shellcheck", ROOT / "dedoc", ROOT / ".ci" / "run"], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
