"""Who somebody is: officers' accounts, petitioners' codes, links for agencies."""
