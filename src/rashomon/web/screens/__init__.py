"""This folder is where the screens live: a file each, with the view it shows and how that is read from the corpus."""
