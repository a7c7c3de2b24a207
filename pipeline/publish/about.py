"""What every description of the dataset says of it as a whole."""

TITLE = "What news text claims in numbers"
NAME = "newsclaims"
DESCRIPTION = (
    "Claims in numbers, read from a folder of news text: value, unit, period, what is counted, target or actual, who says "
    "so, who does it, when and where, and the figures that belong side by side. Every row stands on exact characters of "
    "the text it quotes. It states what the texts say, not whether it is so."
)
KEYWORDS = ("news", "numbers", "claims", "fact-checking", "information extraction")
