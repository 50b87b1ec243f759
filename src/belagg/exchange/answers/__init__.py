"""Answers from a spreadsheet, a CSV file or SPSS, through a mapping that is kept."""
