"""The chat page: HTML, CSS and JavaScript files without a build step, and the routes that serve them."""
