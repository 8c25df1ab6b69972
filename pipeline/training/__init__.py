"""How the shipped data is made, reproducibly, from named sources; nothing here runs when briefs are read."""
