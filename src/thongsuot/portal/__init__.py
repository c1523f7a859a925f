"""What does the public see? Chosen documents and programmes, and nothing else."""
