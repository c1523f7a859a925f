"""Who was sent a document, and has it been studied? Deliveries, receipts, conferences, acknowledgements."""
