"""The stages as Dagster assets, one file a stage, in the order of the graph.

seeds -> raw_text -> paragraphs -> annotations -> entities -> numeric_claims -> claim_comparisons
"""
