"""The server: checks, loads and serves the assistant in one process."""
