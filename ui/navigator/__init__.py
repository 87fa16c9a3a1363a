"""The search box over one view: the tree, or the hits."""
