"""dedoc publishes annual reports: one structured source becomes a PDF and a Word document that agree."""

__version__ = "0.1.0"
