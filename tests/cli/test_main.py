import subprocess
import sys

from click.testing import CliRunner

from jumelage.cli.main import COMMANDS, LazyGroup, main


def test_help_lists_every_command_without_importing_any():
    code = "import sys; from jumelage.cli.main import main; main(['--help'], standalone_mode=False); print(sorted(m for m in sys.modules if m.startswith(('django', 'ortools', 'numpy'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
    assert all(name in done.stdout for name in COMMANDS)


def test_every_listed_command_exists():
    assert isinstance(main, LazyGroup)
    for name in COMMANDS:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0, name


def test_an_unknown_command_is_bad_usage():
    assert CliRunner().invoke(main, ["nothing"]).exit_code == 2
