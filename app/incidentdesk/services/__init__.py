"""The use cases: each is one transaction, and knows neither window nor file formats."""
