"""Editions × languages × looks printed side by side, each cell once: builds by the thousand.

A cell is one edition in one language and one look, with all outputs that are wanted of it: they agree because they are
printed from one document. Cells depend on nothing but their inputs and on what prints, so each has a key made of both,
and a result under it in a store. Cells are printed by child processes that have limits: beside each other on this
machine, or on the workers of a Dask cluster.
"""
