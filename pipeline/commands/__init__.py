"""The commands of `newsclaims`, one a file."""
