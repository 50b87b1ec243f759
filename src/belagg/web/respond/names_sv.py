"""Common Swedish names, for finding what may be a person's: given names, and surnames' endings.

Written down from general knowledge and short on purpose: a list that took every word that is also
a name would hold back every other answer.
"""

GIVEN = frozenset(
    """
    Ahmed Agneta Albin Alexander Ali Alice Alva Amanda Amina Anders Andreas Anette Anita Ann Anna
    Annika Anton Arvid Astrid Axel Barbro Bengt Berit Birgitta Björn Bo Britt Camilla Carina Carl
    Carolina Caroline Cecilia Charlotte Christer Christian Christina Christoffer Claes Daniel David
    Ebba Eleonora Elin Elisabeth Elisabet Ella Elsa Emelie Emil Emilia Emma Erik Eric Eva Evelina
    Fatima Felicia Filip Fredrik Frida Gabriel Gabriella Göran Gunilla Gunnar Gustav Gustaf Hanna
    Hans Hassan Hedvig Helen Helena Helene Henrik Hugo Ida Inga Inger Ingrid Irene Isabella Jakob
    Jan Jenny Jens Jesper Jessica Joakim Johan Johanna Johannes John Jonas Jonathan Josefin Josefine
    Julia Karin Karl Karolina Katarina Kent Kerstin Kjell Klara Kristina Kristoffer Lars Leif Lena
    Lennart Leo Lina Linda Linnea Linnéa Lisa Lisbeth Louise Lovisa Lucas Ludvig Magdalena Magnus
    Maja Malin Margareta Margaretha Maria Marianne Marie Martin Martina Mathias Mats Mattias Mikael
    Michael Mohamed Mohammed Moa Mona Monica Monika Nathalie Nils Nina Niklas Oliver Olivia Olof Ola
    Oskar Oscar Patrik Pernilla Peter Petra Pia Pontus Per Pär Rebecka Rickard Robert Robin Roger
    Roland Rolf Ronja Sandra Sanna Sara Sarah Signe Sigrid Simon Siv Sofia Sofie Stefan Stig Stina
    Susanna Susanne Sven Therese Thomas Tilda Tobias Tomas Tommy Torbjörn Tove Tuva Ulf Ulla Ulrika
    Vera Victor Viktor Viktoria Vilma Wilma William Yasmin Yvonne Åke Åsa
    """.split()
)

SURNAMES = frozenset(
    """
    Ahmed Ali Alm Bergman Björk Borg Ek Eklund Engström Falk Forsman Frisk Hassan Hedman Holm Holmgren
    Holmberg Hussein Ivarsdotter Lind Lindgren Lindholm Lundgren Mohamed Månsson Norén Nyman Palm
    Ström Svärd Sjögren Söderman Wallin Wikman Öberg Östman
    """.split()
)

ENDINGS = (
    "sson", "son", "dotter", "berg", "ström", "lund", "kvist", "qvist", "gren", "blad", "stedt",
    "dahl", "vall", "wall", "ander", "elius", "ling", "mark", "man", "löf", "löv",
)  # fmt: skip
"""How surnames often end; a word so ending is taken for one only after a given name."""
