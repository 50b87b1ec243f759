"""What a careful reader would have caught: one rule a file, each with a code."""
