"""Long random runs: many at once, with processes killed and the database restarted in the middle."""
