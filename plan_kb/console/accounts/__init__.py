"""Who may use the console: passwords, signed-in browsers, throttling, invitations."""
