"""`python -m belagg` is the command line."""

from belagg.cli import main

main()
