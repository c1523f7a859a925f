"""What do the pages of reminding show and do? Translation between requests and actions."""
