"""What of a unit's work rests on words that hold no more? Changes of texts, and what each unit decides."""
