"""Pure functions from the model to other people's formats."""
