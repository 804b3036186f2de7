"""The pages on which somebody asks for clemency, until it is sent."""
