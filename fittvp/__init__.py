"""fittvp: cited, week-by-week exercise prescriptions from a patient's constraints."""

__version__ = "0.1.0"
