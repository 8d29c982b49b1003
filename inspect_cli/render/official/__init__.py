"""Official documents: always Chinese, whatever language the terminal speaks."""
