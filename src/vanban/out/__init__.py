"""In which shapes does a reading leave? JSON, Akoma Ntoso, outline, HTML page, Word file, differences, footnotes."""
