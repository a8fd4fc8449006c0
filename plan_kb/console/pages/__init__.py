"""The pages. Each module here has a ``pages`` object with its routes; the application finds them by itself."""
