"""What do the pages of documents show? Views translate; queries read and actions write."""
