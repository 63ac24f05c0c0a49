"""Reads protocols/: schema, one-line grammar, library. The only reader of disk below cli."""
