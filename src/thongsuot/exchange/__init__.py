"""How do other systems get and give? Calendars, edXML, OSCAL, webhooks, signed packages."""
