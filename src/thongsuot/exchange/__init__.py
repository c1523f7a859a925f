"""How do other systems get and give? edXML, signed packages, webhooks, OSCAL."""
