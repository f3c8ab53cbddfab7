"""Telephones in the browser: of citizens, of whoever is dialled by number or SIP address, and agents'
softphones.
"""
