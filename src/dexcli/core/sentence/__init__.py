"""A sentence about a meeting, `coffee with Ada yesterday`, read into its parts."""
