"""The evidence page: an article with every claim, rejected number and name where it stands.

Pure functions from rows of the tables to HTML; `evidence` alone reads the dataset.
"""
