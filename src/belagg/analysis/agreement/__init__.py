"""How far those who judged the same things judged alike, with chance set aside."""
