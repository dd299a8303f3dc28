"""The applications of the site, one per part of the work; other apps reach one only through its services and selectors."""
