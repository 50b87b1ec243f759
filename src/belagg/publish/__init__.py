"""One build: report, figures and open data from one study, all of it or nothing."""
