"""`python -m inspect_cli`."""

from inspect_cli.cli.argv.start import run

if __name__ == "__main__":
    run()
