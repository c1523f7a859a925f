"""Who carries on what a merged, split or dissolved unit leaves? Its open work, its files, its documents in force."""
