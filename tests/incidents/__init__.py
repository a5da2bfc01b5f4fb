"""This folder is where copies, stories and incidents are tested."""
