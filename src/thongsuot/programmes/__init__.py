"""How does a unit answer a document? Programmes, their items, and the clauses they rest on."""
