"""What coding keeps besides the tables of the study, a module a part of the work."""
