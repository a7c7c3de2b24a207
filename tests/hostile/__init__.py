"""Seeds that nobody wishes for, thrown at the command itself."""
