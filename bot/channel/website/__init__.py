"""The website's channel: plain HTTP for the chat on the district's pages; docs/website-channel.md has the reference."""
