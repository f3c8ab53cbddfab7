"""Example data: a city's offices and services in one file that an office can edit."""
