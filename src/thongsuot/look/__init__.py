"""How every page looks: templates, styles, script, tags and the words in two languages."""
