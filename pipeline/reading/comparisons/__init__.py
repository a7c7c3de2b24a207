"""Claims to comparisons: which figures a reader would put side by side.

A document's claims are framed (`frame`: the words around each figure, its time, its verb), neighbours are paired
(`pair`), and each pair is tried against constructions (`relate`), which ask whether the metrics can name one thing
(`similar`) and whether the quantities can be brought to one unit and period (`convert`). Claims of different documents
meet in blocks (`across`). `summarise` writes the sentence; `compare` is the way in.
"""
