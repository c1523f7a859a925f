"""What do templates of documents need beside the look?"""
