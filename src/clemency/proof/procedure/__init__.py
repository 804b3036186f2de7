"""What is proved of a procedure over every path that its acts can take."""
