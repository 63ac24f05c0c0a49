"""The catalogues of the handout's translations, a folder for each language; how they are made stands in `extract`."""
