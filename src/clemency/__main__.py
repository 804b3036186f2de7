"""`python -m clemency`."""

from clemency.cli.main import main

if __name__ == "__main__":
    main()
