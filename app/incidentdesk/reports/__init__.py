"""Documents as PDF. Importing this package is cheap: reportlab is loaded when a document is made."""
