"""What do the pages of programmes show and do? Translation between requests and actions."""
