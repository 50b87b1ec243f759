"""The appendix on method and data that the program writes itself."""
