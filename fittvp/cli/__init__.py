"""The command line: the only clock, the only prints."""
