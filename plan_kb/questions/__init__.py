"""Questions about an edition, generated and kept by staff, and what the assistant answers to them."""
