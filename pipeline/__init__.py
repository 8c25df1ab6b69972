"""French institutional briefs into structured data."""
