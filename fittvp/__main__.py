"""`python -m fittvp` is `fittvp`."""

from fittvp.cli.main import main

if __name__ == "__main__":
    main()
