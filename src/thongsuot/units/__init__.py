"""Who is there? Units and their history, people, posts, rights."""
