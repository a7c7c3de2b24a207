"""The rules of status, by where their words stand."""
